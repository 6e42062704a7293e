import { sql, type Tx } from '../../platform/db.ts';
import type { TimelineKind } from './timeline.ts';

export interface TimelineRow extends Record<string, unknown> {
  customerId: string;
  id: string;
  kind: TimelineKind;
  at: Date;
  subject: string | null;
  data: Record<string, unknown>;
  txid: number;
}

/**
 * Rows of the tenant's timeline that this reader has not seen, oldest transaction first; the
 * reader's position moves in the same transaction, so a reader that fails sees them again.
 *
 * Only transactions older than every running one are shown: a row that commits late still has a
 * txid the reader has not passed. A new reader starts at the present. Returns about `limit` rows,
 * always whole transactions.
 */
export async function followStream(tx: Tx, reader: string, limit: number): Promise<TimelineRow[]> {
  const position = await tx.one<{ txid: number }>(sql`
    select txid from timeline_readers
    where tenant_id = ${tx.tenant.id} and reader = ${reader}
    for update`);
  if (!position) {
    await tx.run(sql`
      insert into timeline_readers (tenant_id, reader, txid)
      values (${tx.tenant.id}, ${reader}, pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1)
      on conflict do nothing`);
    return [];
  }
  // The last transaction of the page is read to its end, however long it is.
  const rows = await tx.rows<TimelineRow>(sql`
    with bounds as (
      select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as running
    ), page as (
      select max(txid) as upto from (
        select txid from happenings, bounds
        where tenant_id = ${tx.tenant.id} and txid > ${position.txid} and txid < bounds.running
        order by txid limit ${limit}) first
    )
    select customer_id as "customerId", id, kind, at, subject, data, txid
    from happenings, page
    where tenant_id = ${tx.tenant.id} and txid > ${position.txid} and txid <= page.upto
    order by txid, id`);
  const last = rows.at(-1);
  if (last) {
    await tx.run(sql`
      update timeline_readers set txid = ${last.txid}
      where tenant_id = ${tx.tenant.id} and reader = ${reader}`);
  }
  return rows;
}
