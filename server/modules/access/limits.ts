import { createHash } from 'node:crypto';
import { isIPv4 } from 'node:net';
import type { Queryable } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { countAttempt, dropAttempts } from './store/attempts.ts';

export interface Limit {
  max: number;
  windowSeconds: number;
}

export interface Verdict {
  allowed: boolean;
  /** Until the window ends. */
  retryAfterSeconds: number;
}

const hashOf = (key: string) => createHash('sha256').update(key).digest();

/**
 * Counts one attempt under the key and says whether it is still within the limit. The count is one
 * conditional upsert, so parallel attempts cannot slip past each other, in whatever process.
 */
export async function countOne(
  q: Queryable,
  key: string,
  limit: Limit,
  now: Date,
): Promise<Verdict> {
  const { count, until } = await countAttempt(q, hashOf(key), limit.windowSeconds, now);
  return {
    allowed: count <= limit.max,
    retryAfterSeconds: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000)),
  };
}

/** Counts one attempt; throws too_many_requests beyond the limit. */
export async function requireWithin(
  q: Queryable,
  key: string,
  limit: Limit,
  now: Date,
): Promise<void> {
  const { allowed, retryAfterSeconds } = await countOne(q, key, limit, now);
  if (!allowed) throw new DomainError('too_many_requests', { retryAfterSeconds });
}

/** Forgets the attempts under the key: the right password was given. */
export async function forget(q: Queryable, key: string): Promise<void> {
  await dropAttempts(q, hashOf(key));
}

/** A limit's key for a network address; an IPv6 subscriber has a whole /64 to vary. */
export function addressKey(purpose: string, ip: string): string {
  if (isIPv4(ip) || !ip.includes(':')) return `${purpose}:${ip}`;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped) return `${purpose}:${mapped}`;
  const [head = '', tail = ''] = ip.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const zeros = ip.includes('::') ? 8 - left.length - right.length : 0;
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right];
  const network = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${purpose}:${network.join(':')}`;
}
