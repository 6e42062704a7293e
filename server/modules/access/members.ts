import { createHash, createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import type { Database, Tenant, Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { secretToken, uuidv7 } from '../../platform/ids.ts';
import {
  countCodes,
  insertCode,
  insertSession,
  lockDestination,
  markCodeUsed,
  takeTry,
} from './store/members.ts';

/** How a member wants their code: what they typed, made canonical. */
export interface Destination {
  channel: 'email' | 'sms';
  /** E.164, or an e-mail address in lower case. */
  address: string;
}

/** Who the members are. Customers live in a higher module, which is handed in (main/). */
export interface MemberDirectory {
  /** What was typed as a destination; undefined where it is neither phone nor e-mail. */
  parse(text: string): Destination | undefined;
  find(tx: Tx, destination: Destination): Promise<{ customerId: string } | undefined>;
}

export const CODE_MINUTES = 10;
export const TRIES_PER_CODE = 5;
const SENDS = { max: 5, windowMs: 10 * 60_000 };
/** Codes a day. With 5 tries each, a guesser's chance a day and account is 50 in a million. */
const DAILY = { max: 10, windowMs: 86_400_000 };
export const SESSION_DAYS = 90;
const SESSION_MS = SESSION_DAYS * 86_400_000;

export interface RequestedCode {
  attempt: string;
  expiresAt: Date;
  /** What to send where; undefined where nobody has this destination, or theirs is used up. */
  message: { destination: Destination; code: string } | undefined;
}

/**
 * Makes a code for a destination. Unknown destinations take the same path and get the same answer,
 * so that nobody learns who is a customer. Throws too_many_requests beyond 5 in 10 minutes or 10 a
 * day for one destination.
 */
export async function requestCode(
  tx: Tx,
  directory: MemberDirectory,
  secret: string,
  destination: Destination,
): Promise<RequestedCode> {
  // One request a destination at a time: the count below cannot be raced.
  await lockDestination(tx, destination.address);
  const customer = await directory.find(tx, destination);
  const customerId = customer?.customerId ?? null;
  const sent = await countCodes(tx, destination.address, customerId, {
    recent: new Date(tx.now.getTime() - SENDS.windowMs),
    today: new Date(tx.now.getTime() - DAILY.windowMs),
  });
  refuseBeyond(tx, sent.recent, sent.firstRecent, SENDS);
  refuseBeyond(tx, sent.today, sent.firstToday, DAILY);
  const attempt = uuidv7(tx.now);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const expiresAt = new Date(tx.now.getTime() + CODE_MINUTES * 60_000);
  await insertCode(tx, {
    id: attempt,
    destination: destination.address,
    customerId,
    hash: codeHash(secret, tx.tenant, attempt, code),
    expiresAt,
  });
  // Refusing an account that has had its share by another destination would tell that they belong
  // together: it gets the usual answer, and no code.
  const wanted = customer && sent.todayOfCustomer < DAILY.max;
  return { attempt, expiresAt, message: wanted ? { destination, code } : undefined };
}

function refuseBeyond(
  tx: Tx,
  count: number,
  first: Date | null,
  limit: { max: number; windowMs: number },
): void {
  if (count < limit.max || !first) return;
  const until = first.getTime() + limit.windowMs;
  throw new DomainError('too_many_requests', {
    retryAfterSeconds: Math.max(1, Math.ceil((until - tx.now.getTime()) / 1000)),
  });
}

/** Bound to business and attempt by a server secret: a stolen table gives no code away. */
function codeHash(secret: string, tenant: Tenant, attempt: string, code: string): Buffer {
  return createHmac('sha256', secret).update(`code:${tenant.id}:${attempt}:${code}`).digest();
}

export interface OpenedSession {
  id: string;
  token: string;
  customerId: string;
  expiresAt: Date;
}

/**
 * Trades a code for a session; throws code_invalid for a wrong, used, expired or exhausted one.
 * Opens its own transaction because a refused try must stay counted.
 */
export async function redeemCode(
  db: Database,
  tenant: Tenant,
  secret: string,
  input: { attempt: string; code: string; userAgent: string | undefined },
): Promise<OpenedSession> {
  const session = await db.tx(tenant, 'system', async (tx) => {
    // Taking a try is one conditional update: of parallel guesses at most five get past it.
    const code = await takeTry(tx, input.attempt, TRIES_PER_CODE);
    const given = codeHash(secret, tenant, input.attempt, input.code);
    if (!code || !timingSafeEqual(code.hash, given) || !code.customerId) return undefined;
    await markCodeUsed(tx, input.attempt);
    return openSession(tx, code.customerId, input.userAgent);
  });
  if (!session) throw new DomainError('code_invalid');
  return session;
}

/** A session for a member who has proved who they are. The token is for their cookie only. */
export async function openSession(
  tx: Tx,
  customerId: string,
  userAgent: string | undefined,
): Promise<OpenedSession> {
  const token = secretToken();
  const id = uuidv7(tx.now);
  const expiresAt = new Date(tx.now.getTime() + SESSION_MS);
  await insertSession(tx, {
    id,
    customerId,
    hash: tokenHash(token),
    userAgent: userAgent?.slice(0, 300) ?? null,
    expiresAt,
  });
  return { id, token, customerId, expiresAt };
}

export const tokenHash = (token: string) => createHash('sha256').update(token).digest();
