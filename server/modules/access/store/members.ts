import { type Row, sql, type Tx } from '../../../platform/db.ts';

/** Held until the transaction ends: requests for one destination follow one another. */
export async function lockDestination(tx: Tx, destination: string): Promise<void> {
  const key = `member code:${tx.tenant.id}:${destination}`;
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
}

export interface CodeCounts extends Row {
  recent: number;
  firstRecent: Date | null;
  today: number;
  firstToday: Date | null;
  todayOfCustomer: number;
}

export async function countCodes(
  tx: Tx,
  destination: string,
  customerId: string | null,
  since: { recent: Date; today: Date },
): Promise<CodeCounts> {
  const row = await tx.one<CodeCounts>(sql`
    select count(*) filter (where created_at > ${since.recent}) as recent,
           min(created_at) filter (where created_at > ${since.recent}) as "firstRecent",
           count(*) as today,
           min(created_at) as "firstToday",
           (select count(*) from member_codes
            where tenant_id = ${tx.tenant.id} and customer_id = ${customerId}
              and created_at > ${since.today}) as "todayOfCustomer"
    from member_codes
    where tenant_id = ${tx.tenant.id} and destination = ${destination}
      and created_at > ${since.today}`);
  return row as CodeCounts;
}

export interface NewCode {
  id: string;
  destination: string;
  customerId: string | null;
  hash: Buffer;
  expiresAt: Date;
}

export async function insertCode(tx: Tx, code: NewCode): Promise<void> {
  await tx.run(sql`
    insert into member_codes (tenant_id, id, destination, customer_id, hash, created_at, expires_at)
    values (${tx.tenant.id}, ${code.id}, ${code.destination}, ${code.customerId}, ${code.hash},
            ${tx.now}, ${code.expiresAt})`);
}

/** Counts a try against a code that still has one and is alive; undefined where none is. */
export async function takeTry(
  tx: Tx,
  attempt: string,
  max: number,
): Promise<{ hash: Buffer; customerId: string | null } | undefined> {
  return tx.one<{ hash: Buffer; customerId: string | null }>(sql`
    update member_codes set tries = tries + 1
    where tenant_id = ${tx.tenant.id} and id = ${attempt}
      and tries < ${max} and used_at is null and expires_at > ${tx.now}
    returning hash, customer_id as "customerId"`);
}

export async function markCodeUsed(tx: Tx, attempt: string): Promise<void> {
  await tx.run(sql`
    update member_codes set used_at = ${tx.now}
    where tenant_id = ${tx.tenant.id} and id = ${attempt}`);
}

export interface NewSession {
  id: string;
  customerId: string;
  hash: Buffer;
  userAgent: string | null;
  expiresAt: Date;
}

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await tx.run(sql`
    insert into member_sessions
      (tenant_id, id, customer_id, hash, user_agent, created_at, last_used_at, expires_at)
    values (${tx.tenant.id}, ${session.id}, ${session.customerId}, ${session.hash},
            ${session.userAgent}, ${tx.now}, ${tx.now}, ${session.expiresAt})`);
}

export async function selectLiveSession(
  tx: Tx,
  hash: Buffer,
): Promise<{ id: string; customerId: string; lastUsedAt: Date } | undefined> {
  return tx.one<{ id: string; customerId: string; lastUsedAt: Date }>(sql`
    select id, customer_id as "customerId", last_used_at as "lastUsedAt" from member_sessions
    where tenant_id = ${tx.tenant.id} and hash = ${hash}
      and revoked_at is null and expires_at > ${tx.now}`);
}

export async function slideSession(tx: Tx, id: string, expiresAt: Date): Promise<void> {
  await tx.run(sql`
    update member_sessions set last_used_at = ${tx.now}, expires_at = ${expiresAt}
    where tenant_id = ${tx.tenant.id} and id = ${id}`);
}

export interface MemberSession extends Row {
  id: string;
  userAgent: string | null;
  createdAt: Date;
  lastUsedAt: Date;
  expiresAt: Date;
}

export function selectSessions(tx: Tx, customerId: string): Promise<MemberSession[]> {
  return tx.rows<MemberSession>(sql`
    select id, user_agent as "userAgent", created_at as "createdAt",
           last_used_at as "lastUsedAt", expires_at as "expiresAt"
    from member_sessions
    where tenant_id = ${tx.tenant.id} and customer_id = ${customerId}
      and revoked_at is null and expires_at > ${tx.now}
    order by last_used_at desc, id desc
    limit 100`);
}

/** How many open sessions of the customer were ended. */
export function endSessions(
  tx: Tx,
  customerId: string,
  which: { only?: string; except?: string },
): Promise<number> {
  return tx.run(sql`
    update member_sessions set revoked_at = ${tx.now}
    where tenant_id = ${tx.tenant.id} and customer_id = ${customerId}
      and revoked_at is null
      and (${which.only ?? null}::uuid is null or id = ${which.only ?? null}::uuid)
      and (${which.except ?? null}::uuid is null or id <> ${which.except ?? null}::uuid)`);
}

/** Removes what no longer counts: codes older than `codesBefore`, sessions ended before then. */
export async function sweepMembers(
  tx: Tx,
  codesBefore: Date,
  sessionsBefore: Date,
  most: number,
): Promise<number> {
  const codes = await tx.run(sql`
    delete from member_codes where tenant_id = ${tx.tenant.id} and id in (
      select id from member_codes
      where tenant_id = ${tx.tenant.id} and created_at < ${codesBefore}
      limit ${most})`);
  const sessions = await tx.run(sql`
    delete from member_sessions where tenant_id = ${tx.tenant.id} and id in (
      select id from member_sessions
      where tenant_id = ${tx.tenant.id}
        and (expires_at < ${sessionsBefore} or revoked_at < ${sessionsBefore})
      limit ${most})`);
  return codes + sessions;
}
