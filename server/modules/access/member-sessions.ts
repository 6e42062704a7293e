import type { Database, Tenant, Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Caller } from '../../platform/route.ts';
import { tenantBySlug } from '../../platform/tenant.ts';
import { cookieNames, cookieOf } from './cookies.ts';
import { SESSION_DAYS, tokenHash } from './members.ts';
import {
  endSessions,
  type MemberSession,
  selectLiveSession,
  selectSessions,
  slideSession,
} from './store/members.ts';

/** One cookie a business: signing in to one shop's portal does not sign out of another's. */
export const memberCookie = (slug: string) => `quen_member_${slug}`;
const PREFIX = memberCookie('');
const SLIDE_MS = 3_600_000;
const tokenForm = /^[A-Za-z0-9_-]{43}$/;

/**
 * The member behind a request, or undefined. `slug` names the business; without one it is that of
 * the only member cookie there is. A session in use lives on: its end moves at most once an hour.
 */
export async function memberOf(
  db: Database,
  cookies: string | undefined,
  slug: string | undefined,
): Promise<Caller | undefined> {
  const held = slug === undefined ? cookieNames(cookies, PREFIX) : [memberCookie(slug)];
  const [name] = held;
  if (name === undefined || held.length > 1) return undefined;
  const token = cookieOf(cookies, name);
  if (!token || !tokenForm.test(token)) return undefined;
  const tenant = await knownTenant(db, name.slice(PREFIX.length));
  if (!tenant) return undefined;
  return db.tx(tenant, 'system', async (tx) => {
    const session = await selectLiveSession(tx, tokenHash(token));
    if (!session) return undefined;
    if (tx.now.getTime() - session.lastUsedAt.getTime() >= SLIDE_MS) {
      await slideSession(tx, session.id, new Date(tx.now.getTime() + SESSION_DAYS * 86_400_000));
    }
    return {
      kind: 'member',
      id: session.id,
      actor: `member:${session.customerId}`,
      tenant,
      permissions: new Set(),
      customerId: session.customerId,
    } satisfies Caller;
  });
}

async function knownTenant(db: Database, slug: string): Promise<Tenant | undefined> {
  return tenantBySlug(db, slug).catch((error) => {
    if (error instanceof DomainError && error.code === 'not_found') return undefined;
    throw error;
  });
}

/** The customer's open sessions, the last used first. */
export function listSessions(tx: Tx, customerId: string): Promise<MemberSession[]> {
  return selectSessions(tx, customerId);
}

/** Signs one of the customer's devices out. Throws not_found. */
export async function endSession(tx: Tx, customerId: string, id: string): Promise<void> {
  const ended = await endSessions(tx, customerId, { only: id });
  if (ended === 0) throw new DomainError('not_found');
}

/** Signs the customer out everywhere but in the session `except`. */
export async function endOtherSessions(tx: Tx, customerId: string, except: string): Promise<void> {
  await endSessions(tx, customerId, { except });
}
