import { hash, randomInt } from 'node:crypto';
import { cardCodeOf, cardFromScan } from '@quen/contracts/card.ts';
import type { ErrorCode } from '@quen/contracts/errors.ts';
import type { CustomerRef as WireRef } from '@quen/contracts/orders.ts';
import { RetryTransaction, type Sql, type Tx } from '../../platform/db.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { Keys, Known, Learnt, LearntExternalId, NewCustomer } from './model.ts';
import { normaliseEmail, tidyName } from './names.ts';
import { normalisePhone } from './phone.ts';
import {
  deleteCustomers,
  deleteExternalIds,
  type FoundCustomer,
  findByKeys,
  foundByKeys,
  insertCustomers,
  insertExternalIds,
  knownByKey,
  learnProfile,
} from './store/resolve.ts';

/** Who is meant: at least one key besides the name. */
export interface CustomerRef extends WireRef {
  /** Where a customer first seen here came from; default: the external id's source, else 'api'. */
  source?: string;
  /** When a customer first seen here became one; default: the transaction's time. */
  createdAt?: Date;
}

export type ResolvedCustomer =
  | { id: string; created: boolean }
  | { error: ErrorCode; details: Record<string, unknown> };

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Keys by which a customer is looked up, as one string each; highest priority first. */
function lookups(keys: Keys): string[] {
  const all: string[] = [];
  if (keys.id) all.push(`id:${keys.id}`);
  if (keys.card) all.push(`card:${keys.card}`);
  if (keys.external) all.push(`external:${keys.external.source}:${keys.external.id}`);
  if (keys.phone) all.push(`phone:${keys.phone}`);
  if (keys.email) all.push(`email:${keys.email}`);
  return all;
}

type Refusal = Extract<ResolvedCustomer, { error: ErrorCode }>;
const refusal = (error: ErrorCode, details: Record<string, unknown> = {}): Refusal => ({
  error,
  details,
});

function keysOf(ref: CustomerRef): Keys | Refusal {
  const keys: Keys = {};
  if (ref.id !== undefined) {
    keys.id = ref.id.toLowerCase();
    if (!uuid.test(keys.id)) return refusal('not_found');
  }
  if (ref.card !== undefined) {
    // A mistyped number has no digit that checks: it is looked up as what nobody has.
    keys.card = cardFromScan(ref.card) ?? 'none';
  }
  if (ref.externalId !== undefined) {
    const source = ref.externalId.source.toWellFormed();
    const id = ref.externalId.id.toWellFormed();
    if (!storable(source, 40) || !storable(id, 200)) {
      return refusal('invalid_input', { problem: 'customer: external id' });
    }
    keys.external = { source, id };
  }
  if (ref.phone !== undefined) {
    const phone = normalisePhone(ref.phone);
    if (!phone) return refusal('invalid_phone');
    keys.phone = phone;
  }
  if (ref.email !== undefined) {
    const email = normaliseEmail(ref.email);
    if (!email) return refusal('invalid_email');
    keys.email = email;
  }
  return keys;
}

/** What the database can keep: neither empty nor too long, no control characters. */
function storable(text: string, most: number): boolean {
  return text.length > 0 && text.length <= most && !/\p{Cc}/u.test(text);
}

/** A new member card number. Two alike are refused by the database, and the transaction retried. */
export function newCardCode(): string {
  return cardCodeOf(String(randomInt(10 ** 11)).padStart(11, '0'));
}

/** The hold-out bucket (0–9999) of a customer: a stable hash, so that it never changes. */
export function bucketOf(customerId: string): number {
  return hash('sha256', customerId, 'buffer').readUInt32BE() % 10_000;
}

/**
 * What one call has found, made and learnt. Refs are taken one after the other, as if they had
 * come in as many calls: what one teaches, the next one knows.
 */
class Resolution {
  readonly #known: Map<string, Known>;
  readonly created = new Map<string, NewCustomer>();
  readonly learnt = new Map<string, Learnt>();
  readonly externalIds: LearntExternalId[] = [];
  readonly #now: Date;

  constructor(known: Map<string, Known>, now: Date) {
    this.#known = known;
    this.#now = now;
  }

  resolve(ref: CustomerRef, keys: Keys): ResolvedCustomer {
    const found = this.find(keys);
    if (found) {
      this.#learn(found, ref, keys);
      const fresh = this.created.get(found.id);
      if (fresh && ref.createdAt && ref.createdAt < fresh.createdAt) {
        fresh.createdAt = ref.createdAt;
      }
      return { id: found.id, created: false };
    }
    // An id or a card is ours to give: one we never gave names nobody.
    if (keys.id || (keys.card && !keys.external && !keys.phone && !keys.email)) {
      return refusal('not_found');
    }
    if (lookups(keys).length === 0) {
      return refusal('invalid_input', { problem: 'customer: no id, card, phone or e-mail' });
    }
    return { id: this.#create(ref, keys), created: true };
  }

  find(keys: Keys): Known | undefined {
    for (const key of lookups(keys)) {
      const found = this.#known.get(key);
      // An unknown id is a mistake of the caller: no other key may stand in for it.
      if (found || key.startsWith('id:')) return found;
    }
    return undefined;
  }

  #create(ref: CustomerRef, keys: Keys): string {
    const id = uuidv7();
    const fullName = ref.name ? tidyName(ref.name) : '';
    this.created.set(id, {
      id,
      fullName: fullName || null,
      phone: keys.phone ?? null,
      email: keys.email ?? null,
      cardCode: newCardCode(),
      bucket: bucketOf(id),
      source: ref.source ?? keys.external?.source ?? 'api',
      createdAt: ref.createdAt ?? this.#now,
    });
    const known: Known = {
      id,
      hasPhone: keys.phone !== undefined,
      hasEmail: keys.email !== undefined,
      hasName: fullName !== '',
    };
    for (const key of lookups(keys)) {
      if (!key.startsWith('card:')) this.#known.set(key, known);
    }
    if (keys.external) this.#addExternalId(id, keys.external);
    return id;
  }

  #addExternalId(customerId: string, external: { source: string; id: string }): void {
    this.externalIds.push({ customerId, source: external.source, externalId: external.id });
  }

  /** Adds what the customer lacks. A key that is another customer's stays with that customer. */
  #learn(known: Known, ref: CustomerRef, keys: Keys): void {
    if (keys.external) {
      const key = `external:${keys.external.source}:${keys.external.id}`;
      if (!this.#known.has(key)) {
        this.#known.set(key, known);
        this.#addExternalId(known.id, keys.external);
      }
    }
    if (keys.phone && !known.hasPhone && !this.#known.has(`phone:${keys.phone}`)) {
      this.#known.set(`phone:${keys.phone}`, known);
      known.hasPhone = true;
      this.#target(known.id).phone = keys.phone;
    }
    if (keys.email && !known.hasEmail && !this.#known.has(`email:${keys.email}`)) {
      this.#known.set(`email:${keys.email}`, known);
      known.hasEmail = true;
      this.#target(known.id).email = keys.email;
    }
    if (ref.name && !known.hasName) {
      const fullName = tidyName(ref.name);
      if (fullName) {
        known.hasName = true;
        this.#target(known.id).fullName = fullName;
      }
    }
  }

  #target(id: string): Learnt {
    const fresh = this.created.get(id);
    if (fresh) return fresh;
    const learnt = this.learnt.get(id) ?? { id, phone: null, email: null, fullName: null };
    this.learnt.set(id, learnt);
    return learnt;
  }
}

/** The customer each ref means, by the same rules as resolveCustomers; undefined where unknown. */
export async function findCustomers(
  tx: Tx,
  refs: readonly CustomerRef[],
): Promise<(string | undefined)[]> {
  const parsed = refs.map(keysOf);
  const wanted = parsed.filter((keys): keys is Keys => !('error' in keys));
  const known = wanted.length > 0 ? await findByKeys(tx, wanted) : new Map<string, Known>();
  const resolution = new Resolution(known, tx.now);
  return parsed.map((keys) => ('error' in keys ? undefined : resolution.find(keys)?.id));
}

/** Whom a business knows by some keys, as one look found them. */
export type Acquaintances = Map<string, Known>;

/**
 * The query that looks for these customers, for callers who want more than their keys in the same
 * statement; acquaintancesOf reads its rows. Its text varies with the kinds of keys only, its column `id`
 * is the customer.
 */
export function customersNamed(tx: Tx, refs: readonly CustomerRef[]): Sql {
  return foundByKeys(
    tx,
    refs.map(keysOf).filter((keys): keys is Keys => !('error' in keys)),
  );
}

export const acquaintancesOf = (rows: readonly FoundCustomer[]): Acquaintances => knownByKey(rows);

/**
 * Finds the customer each ref means, and makes those who are new: one answer per ref, in order.
 *
 * Keys are tried as id, card, external id, phone, e-mail; the first that is known decides. Where
 * the keys of one ref belong to two customers nothing is merged. Open fields and new external ids
 * are filled in from the ref; what is known is never overwritten. An invalid phone or e-mail, an
 * unknown id and an unknown card without other keys are refused, each for its own ref only.
 *
 * `known` is what customersNamed found for these refs, or more of them, in this transaction.
 *
 * One statement where everybody is known, at most four otherwise, however many refs. Who meets the
 * same newcomer as another transaction waits for it, looks again and finds them.
 */
export async function resolveCustomers(
  tx: Tx,
  refs: readonly CustomerRef[],
  known?: Acquaintances,
): Promise<ResolvedCustomer[]> {
  const parsed = refs.map(keysOf);
  const wanted = parsed.filter((keys): keys is Keys => !('error' in keys));
  if (wanted.length === 0) return parsed.map((keys) => keys as Refusal);
  const made = new Set<string>();
  for (let look = 1; look <= MAX_LOOKS; look++) {
    const found = look === 1 && known ? known : await findByKeys(tx, wanted);
    const resolution = new Resolution(found, tx.now);
    const answers = refs.map((ref, i) => {
      const keys = parsed[i] as Keys | Refusal;
      return 'error' in keys ? keys : resolution.resolve(ref, keys);
    });
    if (!(await write(tx, resolution, made))) continue;
    if (resolution.learnt.size > 0) await learnProfile(tx, [...resolution.learnt.values()]);
    return look === 1 ? answers : answers.map((answer) => asMade(answer, made));
  }
  throw new RetryTransaction('newcomers keep being made by others');
}

/** Each look but the first follows a lost race, and each race lost makes somebody known. */
const MAX_LOOKS = 5;

/**
 * Makes the newcomers and adds the new external ids. False where another transaction was quicker
 * with one of them; `made` says whom this one has made so far.
 */
async function write(tx: Tx, resolution: Resolution, made: Set<string>): Promise<boolean> {
  const { created } = resolution;
  const inserted = await insertCustomers(tx, [...created.values()]);
  const taken = await insertExternalIds(
    tx,
    resolution.externalIds.filter((e) => !created.has(e.customerId) || inserted.has(e.customerId)),
  );
  // A newcomer whose external id is somebody's already is that somebody.
  const doubles = new Set(taken.map((e) => e.customerId).filter((id) => inserted.has(id)));
  await deleteCustomers(tx, [...doubles]);
  for (const id of inserted) if (!doubles.has(id)) made.add(id);
  return inserted.size === created.size && taken.length === 0;
}

/** Takes customers back that resolveCustomers made in this transaction, as if it had never been asked. */
export async function unmakeCustomers(tx: Tx, ids: readonly string[]): Promise<void> {
  await deleteExternalIds(tx, ids);
  await deleteCustomers(tx, ids);
}

/** A later look finds whom an earlier one made: the first ref that means them still made them. */
function asMade(answer: ResolvedCustomer, made: Set<string>): ResolvedCustomer {
  return 'error' in answer ? answer : { ...answer, created: made.delete(answer.id) };
}
