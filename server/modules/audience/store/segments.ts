import type { Condition } from '@quen/contracts/conditions.ts';
import { rawSql, type Sql, sql, type Tx } from '../../../platform/db.ts';
import { matchingCustomers } from '../../conditions/index.ts';

export interface Segment {
  id: string;
  name: string;
  condition: Condition;
  members: number;
  createdAt: Date;
  createdBy: string;
  updatedAt: Date;
  /** When the members were last worked out for everyone. */
  computedAt: Date | null;
}

const columns = rawSql(`
  id, name, condition, members, created_at as "createdAt", created_by as "createdBy",
  updated_at as "updatedAt", computed_at as "computedAt"`);

/** Newest first; `before` is the id of the last one seen. */
export async function selectSegments(
  tx: Tx,
  { before, limit }: { before: string | undefined; limit: number },
): Promise<Segment[]> {
  return tx.rows(sql`
    select ${columns} from segments
    where tenant_id = ${tx.tenant.id} and (${before ?? null}::uuid is null or id < ${before ?? null}::uuid)
    order by id desc limit ${limit}`);
}

export async function selectSegment(tx: Tx, id: string): Promise<Segment | undefined> {
  return tx.one(
    sql`select ${columns} from segments where tenant_id = ${tx.tenant.id} and id = ${id}`,
  );
}

/** Locks one segment, so that only one transaction at a time changes who is in it. */
export async function lockSegment(tx: Tx, id: string): Promise<Segment | undefined> {
  return tx.one(sql`
    select ${columns} from segments where tenant_id = ${tx.tenant.id} and id = ${id}
    for no key update`);
}

/** Locks all segments, in the order of their ids. */
export async function lockSegments(tx: Tx): Promise<Segment[]> {
  return tx.rows(sql`
    select ${columns} from segments where tenant_id = ${tx.tenant.id}
    order by id for no key update`);
}

export async function segmentIds(tx: Tx): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    sql`select id from segments where tenant_id = ${tx.tenant.id} order by id`,
  );
  return rows.map((row) => row.id);
}

/** Raises a unique violation (segments_tenant_id_name_key) where the name is taken. */
export async function insertSegment(
  tx: Tx,
  segment: { id: string; name: string; condition: Condition },
): Promise<void> {
  await tx.run(sql`
    insert into segments (tenant_id, id, name, condition, created_at, created_by, updated_at)
    values (${tx.tenant.id}, ${segment.id}, ${segment.name}, ${JSON.stringify(segment.condition)},
            ${tx.now}, ${tx.actor}, ${tx.now})`);
}

export async function updateSegment(
  tx: Tx,
  segment: { id: string; name: string; condition: Condition },
): Promise<void> {
  await tx.run(sql`
    update segments
    set name = ${segment.name}, condition = ${JSON.stringify(segment.condition)}, updated_at = ${tx.now}
    where tenant_id = ${tx.tenant.id} and id = ${segment.id}`);
}

export async function deleteSegment(tx: Tx, id: string): Promise<boolean> {
  return (
    (await tx.run(sql`delete from segments where tenant_id = ${tx.tenant.id} and id = ${id}`)) > 0
  );
}

export interface Moves {
  entered: string[];
  left: string[];
}

/**
 * Brings a segment's members to what its condition says at tx.now, for everyone or for the
 * customers given, in one statement. The caller holds the segment's lock.
 */
export async function moveMembers(
  tx: Tx,
  segment: Segment,
  ids: readonly string[] | 'everyone',
): Promise<Moves> {
  const among: Sql = ids === 'everyone' ? rawSql('') : sql`and m.customer_id = any(${ids}::uuid[])`;
  const rows = await tx.rows<{ id: string; entered: boolean }>(sql`
    with hit as materialized (${matchingCustomers(segment.condition, tx.tenant, tx.now, ids)}),
    gone as (
      delete from segment_members m
      where m.tenant_id = ${tx.tenant.id} and m.segment_id = ${segment.id} ${among}
        and not exists (select 1 from hit where hit.id = m.customer_id)
      returning m.customer_id),
    came as (
      insert into segment_members (tenant_id, segment_id, customer_id, since)
      select ${tx.tenant.id}, ${segment.id}, hit.id, ${tx.now} from hit
      where not exists (
        select 1 from segment_members m
        where m.tenant_id = ${tx.tenant.id} and m.segment_id = ${segment.id}
          and m.customer_id = hit.id)
      returning customer_id)
    select customer_id as id, true as entered from came
    union all
    select customer_id, false from gone`);
  const moves: Moves = { entered: [], left: [] };
  for (const { id, entered } of rows) (entered ? moves.entered : moves.left).push(id);
  const computedAt = ids === 'everyone' ? tx.now : segment.computedAt;
  await tx.run(sql`
    update segments
    set members = members + ${moves.entered.length - moves.left.length}, computed_at = ${computedAt}
    where tenant_id = ${tx.tenant.id} and id = ${segment.id}`);
  return moves;
}
