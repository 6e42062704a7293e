import { type Sql, sql, type Tx } from '../../../platform/db.ts';
import { type AsOf, kept, keptOrders, spent } from '../../audience/index.ts';
import type { Calendar } from './calendar.ts';

export interface MonthRow {
  /** Place in the calendar, from 1. */
  month: number;
  orders: number;
  /** Customers who ordered: newCustomers + keptCustomers + reactivated. */
  customers: number;
  newCustomers: number;
  keptCustomers: number;
  reactivated: number;
  /** Minor units, net of returns. */
  revenue: number;
  newRevenue: number;
  loyalRevenue: number;
}

/**
 * What known customers brought, month by month, in one pass over the orders in customer order. The
 * window's frame takes in orders of the same instant together, so that which of them comes first
 * decides nothing.
 */
export async function monthsOfCustomers(
  tx: Tx,
  as: AsOf,
  { starts }: Calendar,
  { dormantDays, loyalOrders }: { dormantDays: number; loyalOrders: number },
): Promise<MonthRow[]> {
  const zone = tx.tenant.timeZone;
  return tx.rows<MonthRow>(sql`
    with visits as (
      select o.placed_at, (o.total - o.returned)::float8 as amount,
             width_bucket(o.placed_at, ${starts}::timestamptz[]) as month,
             lag(o.placed_at) over history as before,
             first_value(o.placed_at) over history as first_at,
             count(*) over history as so_far
      from orders o where ${keptOrders(tx.tenant.id, as)}
      window history as (partition by o.customer_id order by o.placed_at)),
    dated as (
      select *, width_bucket(first_at, ${starts}::timestamptz[]) = month as new,
             before is null or width_bucket(before, ${starts}::timestamptz[]) < month as opens
      from visits),
    told as (
      select *, case when opens and before is not null then ${sleptSql(zone, dormantDays)} end as back
      from dated)
    select month, count(*) as orders, count(*) filter (where opens) as customers,
           count(*) filter (where before is null) as "newCustomers",
           count(*) filter (where not back) as "keptCustomers",
           count(*) filter (where back) as reactivated,
           sum(amount)::bigint as revenue,
           coalesce(sum(amount) filter (where new), 0)::bigint as "newRevenue",
           coalesce(sum(amount) filter (where so_far >= ${loyalOrders}::integer), 0)::bigint as "loyalRevenue"
    from told group by month order by month`);
}

/**
 * Whether the customer of a row had been away for `dormantDays` local days. Local days are asked for
 * only where the time between leaves it open: turning instants into dates is what costs here.
 */
function sleptSql(zone: string, dormantDays: number): Sql {
  return sql`
    case when placed_at - before >= make_interval(days => ${dormantDays + 1}::integer) then true
         when placed_at - before < make_interval(days => ${dormantDays - 1}::integer) then false
         else (placed_at at time zone ${zone}::text)::date - (before at time zone ${zone}::text)::date
                >= ${dormantDays}::integer end`;
}

/** What loyal and other known customers brought, by month: the part of the above a glance needs. */
export async function loyalByMonth(
  tx: Tx,
  as: AsOf,
  { starts }: Calendar,
  loyalOrders: number,
): Promise<{ month: number; revenue: number; loyalRevenue: number }[]> {
  return tx.rows(sql`
    with visits as (
      select (o.total - o.returned)::float8 as amount,
             width_bucket(o.placed_at, ${starts}::timestamptz[]) as month,
             count(*) over (partition by o.customer_id order by o.placed_at) as so_far
      from orders o where ${keptOrders(tx.tenant.id, as)})
    select month, sum(amount)::bigint as revenue,
           coalesce(sum(amount) filter (where so_far >= ${loyalOrders}::integer), 0)::bigint as "loyalRevenue"
    from visits group by month order by month`);
}

/** Orders whose customer is not known, by month. */
export async function monthsOfStrangers(
  tx: Tx,
  as: AsOf,
  { starts }: Calendar,
): Promise<{ month: number; orders: number; revenue: number }[]> {
  return tx.rows(sql`
    select width_bucket(o.placed_at, ${starts}::timestamptz[]) as month, count(*) as orders,
           ${spent} as revenue
    from orders o
    where o.tenant_id = ${tx.tenant.id} and o.customer_id is null and o.placed_at < ${as.end} and ${kept}
    group by 1 order by 1`);
}

export interface TopShare {
  /** Of the customers, 0 to 1. */
  top: number;
  customers: number;
  revenue: number;
}

/** What the customers who spent most since an instant brought, for each share of the customers. */
export async function topShares(
  tx: Tx,
  as: AsOf,
  from: Date,
  tops: readonly number[],
): Promise<TopShare[]> {
  return tx.rows<TopShare>(sql`
    with facts as (
      select ${spent} as spent from orders o
      where ${keptOrders(tx.tenant.id, as, from)} group by o.customer_id),
    ranked as (
      select spent, row_number() over (order by spent desc) as place, count(*) over () as everyone
      from facts)
    select top::float8 as top, count(*) as customers, sum(spent)::bigint as revenue
    from ranked join unnest(${tops}::numeric[]) as top on place <= ceil(everyone * top)
    group by top order by top`);
}
