import { hash as digestOf } from 'node:crypto';
import { keyScopes, type Permission } from '@quen/contracts/permissions.ts';
import type { Database, Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { secretToken, uuidv7 } from '../../platform/ids.ts';
import type { Caller } from '../../platform/route.ts';
import { tenantById } from '../../platform/tenant.ts';
import { audit } from './audit.ts';
import { insertKey, markRevoked, markUsed, selectKeys, selectLiveKey } from './store/keys.ts';

export interface ApiKey {
  id: string;
  name: string;
  /** The first characters, so that people can tell their keys apart. */
  prefix: string;
  scopes: Permission[];
  createdBy: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

const keyForm = /^qk_([1-9][0-9]{0,8})_[A-Za-z0-9_-]{43}$/;
const hashOf = (key: string) => digestOf('sha256', key, 'buffer');

export interface NewKey {
  name: string;
  scopes: readonly Permission[];
  /** What whoever makes the key may do: it cannot do more. Left out where nobody is signed in. */
  within?: ReadonlySet<Permission>;
}

/**
 * Makes a key of the business: 256 random bits, of which only the hash is kept. The returned text is
 * the only time anybody sees it. Throws invalid_input where a scope is not one a key may have,
 * forbidden where it is one its maker lacks.
 */
export async function issueKey(tx: Tx, input: NewKey): Promise<{ key: string; record: ApiKey }> {
  const scopes = [...new Set(input.scopes)].sort();
  const beyond = scopes.find((scope) => input.within && !input.within.has(scope));
  if (beyond) throw new DomainError('forbidden', { permission: beyond });
  const refused = scopes.find((scope) => !keyScopes.includes(scope));
  if (refused) throw new DomainError('invalid_input', { problem: `a key cannot have ${refused}` });
  const lead = `qk_${tx.tenant.id}_`;
  const key = lead + secretToken();
  const record: ApiKey = {
    id: uuidv7(tx.now),
    name: input.name,
    prefix: key.slice(0, lead.length + 4),
    scopes,
    createdBy: tx.actor,
    createdAt: tx.now,
    lastUsedAt: null,
    revokedAt: null,
  };
  await insertKey(tx, record, hashOf(key));
  await audit(tx, {
    action: 'key.create',
    subject: `key:${record.id}`,
    before: null,
    after: { name: record.name, scopes },
  });
  return { key, record };
}

export function listKeys(tx: Tx): Promise<ApiKey[]> {
  return selectKeys(tx);
}

/** Ends a key for good. Revoking twice changes nothing. Throws not_found. */
export async function revokeKey(tx: Tx, id: string): Promise<void> {
  const before = await markRevoked(tx, id);
  if (!before) throw new DomainError('not_found');
  if (before.revokedAt) return;
  await audit(tx, {
    action: 'key.revoke',
    subject: `key:${id}`,
    before: { name: before.name, revokedAt: null },
    after: { name: before.name, revokedAt: tx.now },
  });
}

/** How long a key's owner may act on what was looked up: a revoked key is dead within a second. */
const CACHE_MS = 950;
const CACHE_ENTRIES = 10_000;

/**
 * Finds the caller behind a key. Posting runs at thousands of requests a second, so a key is looked
 * up about once a second a process, and requests that arrive meanwhile share that one look-up.
 */
export class KeyRing {
  readonly #db: Database;
  readonly #elapsed: () => number;
  readonly #known = new Map<string, { caller: Promise<Caller | undefined>; until: number }>();

  /** `elapsed` is a monotonic count of milliseconds. */
  constructor(db: Database, elapsed: () => number = () => performance.now()) {
    this.#db = db;
    this.#elapsed = elapsed;
  }

  /** The caller, or undefined where the text is no living key. */
  callerOf(key: string): Promise<Caller | undefined> {
    const now = this.#elapsed();
    const hit = this.#known.get(key);
    if (hit && hit.until > now) return hit.caller;
    const form = keyForm.exec(key);
    if (!form) return Promise.resolve(undefined);
    // Counted from before the look-up: what it reads is never older than CACHE_MS.
    const caller = this.#lookUp(Number(form[1]), hashOf(key));
    this.#forget(now);
    this.#known.set(key, { caller, until: now + CACHE_MS });
    const drop = () => {
      if (this.#known.get(key)?.caller === caller) this.#known.delete(key);
    };
    caller.then((found) => found ?? drop(), drop);
    return caller;
  }

  /** Keys themselves are not kept longer than they are of use. The oldest come first. */
  #forget(now: number): void {
    for (const [key, { until }] of this.#known) {
      if (until > now) break;
      this.#known.delete(key);
    }
    if (this.#known.size >= CACHE_ENTRIES) this.#known.clear();
  }

  async #lookUp(tenantId: number, hash: Buffer): Promise<Caller | undefined> {
    const tenant = await tenantById(this.#db, tenantId).catch((error) => {
      if (error instanceof DomainError && error.code === 'not_found') return undefined;
      throw error;
    });
    if (!tenant) return undefined;
    return this.#db.tx(tenant, 'system', async (tx) => {
      const found = await selectLiveKey(tx, hash);
      if (!found) return undefined;
      await markUsed(tx, found.id);
      return {
        kind: 'key',
        id: found.id,
        actor: `key:${found.id}`,
        tenant,
        permissions: new Set(found.scopes),
        customerId: '',
      } satisfies Caller;
    });
  }
}
