import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import { isUniqueViolation, RetryTransaction, sql, type Tx } from './db.ts';
import { DomainError } from './errors.ts';
import { Answer } from './route.ts';

/**
 * Answers of mutating requests by Idempotency-Key, kept in the transaction that did the work: either
 * both exist or neither. Refusals are not kept: the same key may be tried again.
 */
export interface StoredAnswer {
  key: string;
  hash: Buffer;
  status: number;
  body: unknown;
}

/** Hash of a request's content: member order does not matter, everything else does. */
export function requestHash(input: unknown): Buffer {
  return hash('sha256', canonicalJson(input), 'buffer');
}

/** The key a request carries, or undefined; invalid_input where it is too long or empty. */
export function idempotencyKeyOf(headers: Record<string, unknown>): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || key.length < 1 || key.length > 255) {
    throw new DomainError('invalid_input', {
      problem: 'Idempotency-Key must have 1 to 255 characters',
    });
  }
  return key;
}

/** The answers these keys were given for this operation. */
export async function recallAnswers(
  tx: Tx,
  operation: string,
  keys: readonly string[],
): Promise<Map<string, StoredAnswer>> {
  if (keys.length === 0) return new Map();
  const rows = await tx.rows<StoredAnswer>(sql`
    select key, request_hash as hash, status, response as body from idempotency_keys
    where tenant_id = ${tx.tenant.id} and operation = ${operation} and key = any(${keys}::text[])`);
  return new Map(rows.map((row) => [row.key, row]));
}

/** Keeps answers. A key that another transaction used meanwhile starts this one over. */
export async function storeAnswers(
  tx: Tx,
  operation: string,
  answers: readonly StoredAnswer[],
): Promise<void> {
  if (answers.length === 0) return;
  try {
    await tx.run(sql`
      insert into idempotency_keys (tenant_id, operation, key, request_hash, status, response, created_at)
      select ${tx.tenant.id}, ${operation}, a.key, a.hash, a.status, a.body, ${tx.now}
      from (select unnest(${answers.map((a) => a.key)}::text[]) as key,
                   unnest(${answers.map((a) => a.hash)}::bytea[]) as hash,
                   unnest(${answers.map((a) => a.status)}::int[]) as status,
                   unnest(${answers.map((a) => JSON.stringify(a.body ?? null))}::jsonb[]) as body) a
      order by a.key`);
  } catch (error) {
    if (isUniqueViolation(error, 'idempotency_keys_pkey')) throw new RetryTransaction();
    throw error;
  }
}

/** Runs `work` once per key and operation; later calls with the same input get the same answer. */
export async function once(
  tx: Tx,
  operation: string,
  key: string,
  input: unknown,
  status: number,
  work: () => Promise<unknown>,
): Promise<Answer<unknown>> {
  const hash = requestHash(input);
  const stored = (await recallAnswers(tx, operation, [key])).get(key);
  if (stored) {
    if (!stored.hash.equals(hash)) throw new DomainError('idempotency_key_reused');
    return new Answer(stored.status, stored.body, { 'idempotency-replayed': 'true' });
  }
  const handled = await work();
  const answer = handled instanceof Answer ? handled : new Answer(status, handled);
  await storeAnswers(tx, operation, [{ key, hash, status: answer.status, body: answer.body }]);
  return answer;
}
