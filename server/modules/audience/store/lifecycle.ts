import type { LifecycleStage } from '@quen/contracts/audience.ts';
import { sql, type Tx } from '../../../platform/db.ts';
import { startOfDayPlus } from '../../../platform/time.ts';
import type { AsOf } from '../as-of.ts';
import type { LifecycleSettings } from '../domain/lifecycle.ts';
import { keptOrders, spent } from './kept.ts';

export interface StageCount {
  stage: LifecycleStage;
  customers: number;
  orders: number;
  spent: number;
}

/**
 * Everyone known by the end of the day, by stage (lifecycleStage in SQL, by the instants at which
 * its days begin). Who bought before they were recorded as a customer was one all the same.
 */
export async function countStages(
  tx: Tx,
  as: AsOf,
  { dormantDays, lostDays }: LifecycleSettings,
): Promise<StageCount[]> {
  const zone = tx.tenant.timeZone;
  return tx.rows<StageCount>(sql`
    with facts as (
      select o.customer_id, count(*)::integer as orders, ${spent} as spent,
             max(o.placed_at) as last_order_at
      from orders o where ${keptOrders(tx.tenant.id, as)}
      group by o.customer_id)
    select case when f.orders is null then 'prospect'
                when f.last_order_at < ${startOfDayPlus(as.start, -lostDays, zone)} then 'lost'
                when f.last_order_at < ${startOfDayPlus(as.start, 1 - dormantDays, zone)} then 'dormant'
                when f.orders = 1 then 'first'
                when f.orders <= 3 then 'building'
                else 'frequent' end as stage,
           count(*) as customers, coalesce(sum(f.orders), 0) as orders,
           coalesce(sum(f.spent), 0)::bigint as spent
    from customers c left join facts f on f.customer_id = c.id
    where c.tenant_id = ${tx.tenant.id} and (c.created_at < ${as.end} or f.orders is not null)
    group by 1`);
}
