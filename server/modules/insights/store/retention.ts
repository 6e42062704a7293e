import { sql, type Tx } from '../../../platform/db.ts';
import { type AsOf, keptOrders } from '../../audience/index.ts';
import type { Calendar } from './calendar.ts';

/** A count of one cohort; months are places in the calendar, from 1. */
export interface CohortCount {
  kind: 'size' | 'repeat' | 'on' | 'last' | 'bracket';
  /** Month of the first kept order. */
  cohort: number;
  /** on: months after the cohort's; last: likewise, of the last order; bracket: 1 for the first… */
  period: number;
  customers: number;
}

/**
 * Everything retention is told from, in one pass over the orders in customer order. The months a
 * customer ordered in become the bits of one string, so that customers with the same history are
 * counted together from then on.
 */
export async function cohortCounts(
  tx: Tx,
  as: AsOf,
  { months, starts }: Calendar,
  { periods, bracketMonths }: { periods: number; bracketMonths: number },
): Promise<CohortCount[]> {
  if (months.length === 0) return [];
  const zone = tx.tenant.timeZone;
  const none = '0'.repeat(months.length);
  return tx.rows<CohortCount>(sql`
    with facts as (
      select width_bucket(min(o.placed_at), ${starts}::timestamptz[]) as cohort,
             width_bucket(max(o.placed_at), ${starts}::timestamptz[]) as last_month,
             (min(o.placed_at) at time zone ${zone}::text)::date
               < (max(o.placed_at) at time zone ${zone}::text)::date as repeated,
             bit_or(set_bit(${none}::varbit, width_bucket(o.placed_at, ${starts}::timestamptz[]) - 1, 1)) as ordered
      from orders o where ${keptOrders(tx.tenant.id, as)}
      group by o.customer_id),
    histories as materialized (
      select cohort, last_month, repeated, ordered, count(*) as customers
      from facts group by cohort, last_month, repeated, ordered)
    select 'size' as kind, cohort, 0 as period, sum(customers)::bigint as customers
    from histories group by cohort
    union all
    select 'repeat', cohort, 0, sum(customers)::bigint from histories where repeated group by cohort
    union all
    select 'last', cohort, last_month - cohort, sum(customers)::bigint
    from histories group by cohort, last_month
    union all
    select 'on', cohort, period, sum(customers)::bigint
    from histories, generate_series(1, ${periods}::integer) as period
    where cohort + period <= ${months.length}::integer and get_bit(ordered, cohort + period - 1) = 1
    group by cohort, period
    union all
    select 'bracket', cohort, bracket, sum(customers)::bigint
    from histories, generate_series(1, ceil(${periods}::numeric / ${bracketMonths}::integer)::integer) as bracket
    where position(B'1' in substring(ordered from cohort + (bracket - 1) * ${bracketMonths}::integer + 1
                                     for ${bracketMonths}::integer)) > 0
    group by cohort, bracket
    order by cohort, kind, period`);
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
