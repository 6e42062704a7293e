import { sql, type Tx } from '../../platform/db.ts';
import { lockStandings } from '../orders/index.ts';
import { record } from '../timeline/index.ts';
import { bookEntries, type LedgerEntries, outgoing } from './store.ts';

/**
 * Expires what is due, for at most `limit` customers; returns how many it did. Each lot expires at
 * its own moment, so the history reads right however late the job runs. Customers are locked
 * first: a spend either comes before and finds the points, or after and does not.
 */
export async function expireDue(tx: Tx, limit: number): Promise<number> {
  const due = await tx.rows<{ customerId: string }>(sql`
    select customer_id as "customerId" from (
      select customer_id, expires_at from lots
      where tenant_id = ${tx.tenant.id} and remaining > 0 and expires_at <= ${tx.now}
      order by expires_at limit ${limit * 4}) soon
    group by customer_id order by customer_id limit ${limit}`);
  const ids = due.map((d) => d.customerId);
  if (ids.length === 0) return 0;
  const standings = await lockStandings(tx, ids);
  const lots = await tx.rows<{
    id: string;
    customerId: string;
    wallet: string;
    remaining: number;
    expiresAt: Date;
  }>(sql`
    select id, customer_id as "customerId", wallet, remaining, expires_at as "expiresAt"
    from lots
    where tenant_id = ${tx.tenant.id} and customer_id = any(${ids}::uuid[])
      and remaining > 0 and expires_at <= ${tx.now}
    order by customer_id, id
    for update`);
  const entries: LedgerEntries = { transfers: [], uses: [] };
  const groups = Map.groupBy(lots, (l) => `${l.customerId} ${l.wallet} ${l.expiresAt.getTime()}`);
  for (const group of groups.values()) {
    const first = group[0] as (typeof lots)[number];
    const made = outgoing(
      {
        customerId: first.customerId,
        wallet: first.wallet,
        kind: 'expire',
        credit: 'expired',
        at: first.expiresAt,
        causeKind: 'expiry',
        causeId: null,
        programmeVersion: null,
        why: { kind: 'expire', lots: group.length },
        recordedBy: tx.actor,
      },
      group.map((l) => ({ lotId: l.id, amount: l.remaining })),
    );
    entries.transfers.push(...made.transfers);
    entries.uses.push(...made.uses);
  }
  await bookEntries(tx, standings, entries);
  await record(
    tx,
    entries.transfers.map((t) => ({
      customerId: t.customerId,
      kind: 'points.expired' as const,
      at: t.at,
      subject: t.id,
      data: { wallet: t.wallet, amount: t.amount },
    })),
  );
  return ids.length;
}
