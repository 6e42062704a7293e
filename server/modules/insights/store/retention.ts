import { sql, type Tx } from '../../../platform/db.ts';
import { type AsOf, keptOrders } from '../../audience/index.ts';

/** A count of one cohort (month of the first kept order). */
export interface CohortCount {
  kind: 'size' | 'repeat' | 'on' | 'last' | 'bracket';
  cohort: string;
  /** on: the month ordered in; last: the month of the last order. Months as YYYY-MM. */
  month: string | null;
  /** bracket: 1 for months 1–3 after the first, 2 for 4–6, … */
  bracket: number | null;
  customers: number;
}

/**
 * Everything retention is told from, in one pass over the orders: customers become one row a month
 * they ordered in, then one row each; months are those of the business's zone.
 */
export async function cohortCounts(
  tx: Tx,
  as: AsOf,
  { periods, bracketMonths }: { periods: number; bracketMonths: number },
): Promise<CohortCount[]> {
  const zone = tx.tenant.timeZone;
  return tx.rows<CohortCount>(sql`
    with months as materialized (
      select o.customer_id, date_trunc('month', o.placed_at at time zone ${zone}::text) as month,
             min(o.placed_at) as first_at, max(o.placed_at) as last_at
      from orders o where ${keptOrders(tx.tenant.id, as)}
      group by 1, 2),
    dated as materialized (
      select *, min(month) over (partition by customer_id) as cohort from months),
    people as materialized (
      select customer_id, cohort, max(month) as last_month,
             (min(first_at) at time zone ${zone}::text)::date
               < (max(last_at) at time zone ${zone}::text)::date as repeated
      from dated group by 1, 2),
    spans as (
      select *, (extract(year from month)::integer - extract(year from cohort)::integer) * 12
                + extract(month from month)::integer - extract(month from cohort)::integer as period
      from dated
      where month > cohort and month <= cohort + make_interval(months => ${periods}::integer)),
    later as materialized (
      select customer_id, cohort, month, (period - 1) / ${bracketMonths}::integer + 1 as bracket
      from spans),
    counts as (
      select 'size' as kind, cohort, null::timestamp as month, null::integer as bracket, count(*) as customers
      from people group by cohort
      union all
      select 'repeat', cohort, null, null, count(*) from people where repeated group by cohort
      union all
      select 'last', cohort, last_month, null, count(*) from people group by cohort, last_month
      union all
      select 'on', cohort, month, null, count(*) from later group by cohort, month
      union all
      select 'bracket', cohort, null, bracket, count(distinct customer_id)
      from later group by cohort, bracket)
    select kind, to_char(cohort, 'YYYY-MM') as cohort, to_char(month, 'YYYY-MM') as month, bracket,
           customers
    from counts order by cohort, kind, month, bracket`);
}

/** Customers with a kept order up to the day, and those with at least two. */
export async function repeatCounts(
  tx: Tx,
  as: AsOf,
): Promise<{ customers: number; repeaters: number }> {
  const row = await tx.one<{ customers: number; repeaters: number }>(sql`
    select count(*) as customers, count(*) filter (where orders >= 2) as repeaters
    from (select count(*) as orders from orders o where ${keptOrders(tx.tenant.id, as)}
          group by o.customer_id) each`);
  return row ?? { customers: 0, repeaters: 0 };
}
