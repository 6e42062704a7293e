import { sql, type Tx } from '../../../platform/db.ts';
import type { AsOf } from '../../audience/index.ts';

export interface HeldRow {
  wallet: string;
  /** YYYY-MM the lots expire in; null: never. */
  month: string | null;
  amount: number;
  /** Of it, not usable yet. */
  pending: number;
  /** Of it, past its expiry and not swept yet. */
  overdue: number;
  customers: number;
}

/** What is left in customers' lots now, by the month it expires in. */
export async function heldByExpiry(tx: Tx): Promise<HeldRow[]> {
  return tx.rows<HeldRow>(sql`
    select l.wallet,
           to_char(date_trunc('month', l.expires_at at time zone ${tx.tenant.timeZone}::text
                              - interval '1 microsecond'), 'YYYY-MM') as month,
           sum(l.remaining)::bigint as amount,
           coalesce(sum(l.remaining) filter (where l.usable_at > ${tx.now}), 0)::bigint as pending,
           coalesce(sum(l.remaining) filter (where l.expires_at <= ${tx.now}), 0)::bigint as overdue,
           count(distinct l.customer_id) as customers
    from lots l
    where l.tenant_id = ${tx.tenant.id} and l.remaining > 0
    group by 1, 2 order by 1, 2 nulls last`);
}

export interface MovedRow {
  wallet: string;
  /** Into customers' accounts less out of them, up to the end of the day. */
  outstanding: number;
  issued: number;
  spent: number;
  expired: number;
  takenBack: number;
}

/** What moved up to the end of the day, from the transfers: any day can be asked about. */
export async function movedUntil(tx: Tx, as: AsOf): Promise<MovedRow[]> {
  return tx.rows<MovedRow>(sql`
    select wallet,
           sum(case when credit = 'customer' then amount else -amount end)::bigint as outstanding,
           coalesce(sum(amount) filter (where kind in ('earn', 'adjust', 'give_back') and credit = 'customer'), 0)::bigint as issued,
           coalesce(sum(amount) filter (where kind = 'spend'), 0)::bigint as spent,
           coalesce(sum(amount) filter (where kind = 'expire'), 0)::bigint as expired,
           coalesce(sum(amount) filter (where debit = 'customer' and kind in ('take_back', 'adjust')), 0)::bigint as "takenBack"
    from transfers
    where tenant_id = ${tx.tenant.id} and at < ${as.end}
    group by wallet order by wallet`);
}

export interface PointsMonth {
  month: string;
  issued: number;
  spent: number;
  expired: number;
}

/**
 * Points of one wallet issued (less what was taken back), spent (less what was given back) and
 * expired, by month. What expires at the end of a month belongs to it, though the moment is the
 * first of the next.
 */
export async function pointsByMonth(
  tx: Tx,
  as: AsOf,
  wallet: string,
  from: Date,
): Promise<PointsMonth[]> {
  return tx.rows<PointsMonth>(sql`
    select to_char(date_trunc('month', (at - case when kind = 'expire' then interval '1 microsecond'
                                                  else interval '0' end)
                                       at time zone ${tx.tenant.timeZone}::text), 'YYYY-MM') as month,
           coalesce(sum(case when kind = 'earn' then amount when kind = 'take_back' then -amount end), 0)::bigint as issued,
           coalesce(sum(case when kind = 'spend' then amount when kind = 'give_back' then -amount end), 0)::bigint as spent,
           coalesce(sum(amount) filter (where kind = 'expire'), 0)::bigint as expired
    from transfers
    where tenant_id = ${tx.tenant.id} and wallet = ${wallet} and at >= ${from} and at < ${as.end}
    group by 1 order by 1`);
}
