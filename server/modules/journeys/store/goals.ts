import { type Row, sql, type Tx } from '../../../platform/db.ts';
import type { PlacedOrder } from '../model.ts';

/** A run that an order is about: placed before entry, within the goal window, or after it. */
export interface RunHit {
  runId: string;
  customerId: string;
  journey: string;
  programmeVersion: number;
  orderId: string;
  placedAt: Date;
  total: number;
  active: boolean;
  when: 'before' | 'within' | 'after';
}

/**
 * The runs these orders are about, locked in the order of their ids. Runs that are over count as
 * long as the order was placed within their window: a till may tell of it days later.
 */
export async function hitRuns(tx: Tx, orders: readonly PlacedOrder[]): Promise<RunHit[]> {
  return tx.rows<RunHit & Row>(sql`
    with placed as (
      select * from unnest(
        ${orders.map((o) => o.customerId)}::uuid[], ${orders.map((o) => o.orderId)}::uuid[],
        ${orders.map((o) => o.placedAt)}::timestamptz[], ${orders.map((o) => o.total)}::bigint[]
      ) as o (customer_id, order_id, placed_at, total)
    )
    select r.id as "runId", r.customer_id as "customerId", r.journey,
           r.programme_version as "programmeVersion", p.order_id as "orderId",
           p.placed_at as "placedAt", p.total, r.state = 'active' as active,
           case when p.placed_at < r.entered_at then 'before'
                when p.placed_at < r.goal_until then 'within'
                else 'after' end as when
    from placed p
    join journey_runs r on r.tenant_id = ${tx.tenant.id} and r.customer_id = p.customer_id
    where r.state = 'active' or (p.placed_at >= r.entered_at and p.placed_at < r.goal_until)
    order by r.id, p.placed_at
    for no key update of r`);
}

/** Counts orders for runs; an order that was counted already stays counted once. */
export async function insertJourneyOrders(
  tx: Tx,
  hits: readonly Pick<RunHit, 'runId' | 'orderId' | 'placedAt' | 'total'>[],
): Promise<void> {
  await tx.run(sql`
    insert into journey_orders (tenant_id, run_id, order_id, placed_at, total)
    select ${tx.tenant.id}, h.*
    from unnest(${hits.map((h) => h.runId)}::uuid[], ${hits.map((h) => h.orderId)}::uuid[],
                ${hits.map((h) => h.placedAt)}::timestamptz[], ${hits.map((h) => h.total)}::bigint[])
      as h (run_id, order_id, placed_at, total)
    on conflict do nothing`);
}

/** Notes the order that met the goal; runs that were over become converted ones all the same. */
export async function markGoals(
  tx: Tx,
  goals: readonly { runId: string; orderId: string; placedAt: Date }[],
): Promise<void> {
  await tx.run(sql`
    update journey_runs r
    set goal_at = g.placed_at, goal_order_id = g.order_id,
        state = case when r.state = 'finished' then 'converted' else r.state end
    from unnest(${goals.map((g) => g.runId)}::uuid[], ${goals.map((g) => g.orderId)}::uuid[],
                ${goals.map((g) => g.placedAt)}::timestamptz[]) as g (run_id, order_id, placed_at)
    where r.tenant_id = ${tx.tenant.id} and r.id = g.run_id and r.goal_at is null`);
}

/** What was given back of counted orders. */
export async function addReturned(
  tx: Tx,
  returns: readonly { orderId: string; amount: number }[],
): Promise<void> {
  await tx.run(sql`
    update journey_orders o
    set returned = least(o.total, o.returned + r.amount)
    from (select order_id, sum(amount)::bigint as amount
          from unnest(${returns.map((r) => r.orderId)}::uuid[],
                      ${returns.map((r) => r.amount)}::bigint[]) as x (order_id, amount)
          group by order_id) r
    where o.tenant_id = ${tx.tenant.id} and o.order_id = r.order_id`);
}
