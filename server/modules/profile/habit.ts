import { sql, type Tx } from '../../platform/db.ts';
import { plusMonths } from '../../platform/time.ts';

/** How somebody shops, as a shopkeeper would tell it. */
export interface Habit {
  /** Days between two orders, the median; null below two orders. */
  gapDays: number | null;
  /** What they took most of in the last twelve months, returns deducted; three at most. */
  favourites: { sku: string; name: string; quantity: number }[];
  /** Where they mostly go, and through which channel, in the same time. */
  store: { code: string; name: string; orders: number } | null;
  channel: string | null;
}

/** The habit of a customer at tx.now. */
export async function habitOf(tx: Tx, customerId: string): Promise<Habit> {
  const since = plusMonths(tx.now, -12, tx.tenant.timeZone);
  const rhythm = await tx.one<{ gap: number | null; channel: string | null }>(sql`
    select percentile_cont(0.5) within group (order by gap) as gap,
           mode() within group (order by channel) filter (where placed_at > ${since}) as channel
    from (
      select channel, placed_at,
             extract(epoch from placed_at - lag(placed_at) over (order by placed_at)) / 86400 as gap
      from orders
      where tenant_id = ${tx.tenant.id} and customer_id = ${customerId}) o`);
  const favourites = await tx.rows<{ sku: string; name: string; quantity: number }>(sql`
    select l.sku, max(l.name) as name, sum(l.quantity - l.returned_quantity)::int as quantity
    from orders o
    join order_lines l on l.tenant_id = o.tenant_id and l.order_id = o.id
    where o.tenant_id = ${tx.tenant.id} and o.customer_id = ${customerId} and o.placed_at > ${since}
    group by l.sku
    having sum(l.quantity - l.returned_quantity) > 0
    order by quantity desc, l.sku
    limit 3`);
  const store = await tx.one<{ code: string; name: string; orders: number }>(sql`
    select s.code, s.name, count(*)::int as orders
    from orders o
    join stores s on s.tenant_id = o.tenant_id and s.id = o.store_id
    where o.tenant_id = ${tx.tenant.id} and o.customer_id = ${customerId} and o.placed_at > ${since}
    group by s.id, s.code, s.name
    order by orders desc, s.code
    limit 1`);
  return {
    gapDays: rhythm?.gap == null ? null : Math.round(rhythm.gap * 10) / 10,
    favourites,
    store: store ?? null,
    channel: rhythm?.channel ?? null,
  };
}
