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

/** Transactions looked through at first for a page of rows; eight times as many each time it takes more. */
const FIRST_REACH = 16;

/**
 * Rows of the tenant's timeline that this reader has not seen, oldest transaction first; the
 * reader's position moves in the same transaction, so a reader that fails sees them again.
 *
 * Only transactions older than every running one are shown: a row that commits late still has a
 * txid the reader has not passed; followers are woken again for it. A new reader starts at the present. Returns about `limit` rows,
 * always whole transactions; none where there is nothing more.
 */
export async function followStream(tx: Tx, reader: string, limit: number): Promise<TimelineRow[]> {
  const place = await tx.one<{ txid: number; running: number }>(sql`
    select txid, pg_snapshot_xmin(pg_current_snapshot())::text::bigint as running
    from timeline_readers
    where tenant_id = ${tx.tenant.id} and reader = ${reader}
    for update`);
  if (!place) {
    await tx.run(sql`
      insert into timeline_readers (tenant_id, reader, txid)
      values (${tx.tenant.id}, ${reader}, pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1)
      on conflict do nothing`);
    return [];
  }
  const { upto, passed } = await pageEnd(tx, place, limit);
  if (passed > place.txid) {
    await tx.run(sql`
      update timeline_readers set txid = ${passed}
      where tenant_id = ${tx.tenant.id} and reader = ${reader}`);
  }
  if (upto === null) {
    if (await heldBack(tx, place)) tx.announce();
    return [];
  }
  return tx.rows<TimelineRow>(sql`
    select customer_id as "customerId", id, kind, at, subject, data, txid
    from happenings
    where tenant_id = ${tx.tenant.id} and txid > ${place.txid} and txid <= ${upto}
    order by txid, id`);
}

/**
 * Whether something happened that an older transaction still running keeps from being shown. That
 * one need not say anything when it ends: the followers are woken once more to look.
 */
async function heldBack(tx: Tx, { running }: { running: number }): Promise<boolean> {
  const row = await tx.one<{ any: boolean }>(sql`
    select exists (select from happenings
                   where tenant_id = ${tx.tenant.id} and txid >= ${running}) as any`);
  return row?.any ?? false;
}

/**
 * The transaction that ends the next page, read to its end however long it is; null where there is
 * none. `passed` is how far the reader has seen then. Looks a little ahead first: whoever is far
 * behind would else sort all that is left for each page.
 */
async function pageEnd(
  tx: Tx,
  { txid, running }: { txid: number; running: number },
  limit: number,
): Promise<{ upto: number | null; passed: number }> {
  for (let reach = FIRST_REACH; ; reach *= 8) {
    const before = Math.min(txid + 1 + reach, running);
    const found = await tx.one<{ upto: number | null; rows: number }>(sql`
      select max(txid) as upto, count(*) as rows from (
        select txid from happenings
        where tenant_id = ${tx.tenant.id} and txid > ${txid} and txid < ${before}
        order by txid limit ${limit}) first`);
    const upto = found?.upto ?? null;
    if (upto !== null && (found as { rows: number }).rows === limit) return { upto, passed: upto };
    if (before < running) continue;
    // All is seen. Where only others wrote, their transactions need not be looked through again.
    return { upto, passed: reach > FIRST_REACH ? running - 1 : (upto ?? txid) };
  }
}
