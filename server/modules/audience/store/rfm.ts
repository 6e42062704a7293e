import { rawSql, type Sql, sql, type Tx } from '../../../platform/db.ts';
import { startOfDayPlus } from '../../../platform/time.ts';
import type { AsOf } from '../as-of.ts';
import { grid, type Score, type Thresholds } from '../domain/rfm.ts';
import { keptOrders, spent } from './kept.ts';

/** Customers of one cell of the grid, with what they did in the window. */
export interface CellCount {
  recency: Score;
  frequency: Score;
  customers: number;
  orders: number;
  spent: number;
}

export interface ScoreRun {
  /** YYYY-MM-DD. */
  asOf: string;
  windowDays: number;
  customers: number;
  thresholds: Thresholds;
  computedAt: Date;
}

/**
 * facts: one row for each customer with a kept order in the window, in one pass over the orders (the
 * index orders_customer has all it needs, already in customer order). The window is the last
 * `windowDays` local days, the day of the report included.
 */
function factsSql(tx: Tx, as: AsOf, windowDays: number, ids?: readonly string[]): Sql {
  const from = startOfDayPlus(as.start, 1 - windowDays, tx.tenant.timeZone);
  const some = ids ? sql`and o.customer_id = any(${ids}::uuid[])` : rawSql('');
  return sql`
    facts as materialized (
      select o.customer_id, count(*) as orders, ${spent} as spent,
             max(o.placed_at) as last_order_at
      from orders o
      where ${keptOrders(tx.tenant.id, as, from)} ${some}
      group by o.customer_id)`;
}

/**
 * thresholds: the values that part the facts into fifths. percentile_disc picks values that occur, so
 * equal customers stay together. The day of an instant never falls as the instant rises, so the
 * quantile of the days is the day of the quantile: four conversions instead of one a customer.
 */
function quintilesSql(tx: Tx, as: AsOf): Sql {
  const zone = tx.tenant.timeZone;
  return sql`
    quintiles as (
      select percentile_disc(array[0.2, 0.4, 0.6, 0.8]) within group (order by last_order_at desc) as last,
             percentile_disc(array[0.2, 0.4, 0.6, 0.8]) within group (order by orders) as orders,
             percentile_disc(array[0.2, 0.4, 0.6, 0.8]) within group (order by spent) as spent
      from facts),
    thresholds as materialized (
      select array(select ${as.date}::date - (at at time zone ${zone}::text)::date
                   from unnest(last) as at order by at desc) as recency_days,
             array(select date_trunc('day', at at time zone ${zone}::text) at time zone ${zone}::text
                   from unnest(last) as at order by at) as cuts,
             orders, spent
      from quintiles), ${limits}`;
}

/** thresholds, as a run decided them earlier. */
function givenLimitsSql(tx: Tx, as: AsOf, thresholds: Thresholds): Sql {
  const cuts = thresholds.recencyDays.map((days) =>
    startOfDayPlus(as.start, -days, tx.tenant.timeZone),
  );
  return sql`
    thresholds as (
      select ${cuts.toReversed()}::timestamptz[] as cuts, ${thresholds.orders}::bigint[] as orders,
             ${thresholds.spent}::bigint[] as spent), ${limits}`;
}

/** limits: the thresholds as plain columns, for an array would be unpacked once a customer. */
const limits = rawSql(`
    limits as materialized (
      select cuts[1] as cut1, cuts[2] as cut2, cuts[3] as cut3, cuts[4] as cut4,
             orders[1] as orders1, orders[2] as orders2, orders[3] as orders3, orders[4] as orders4,
             spent[1] as spent1, spent[2] as spent2, spent[3] as spent3, spent[4] as spent4
      from thresholds)`);

/** The scores of a row of facts, as scoresOf of the domain has them: the cuts are instants for days. */
const recency = rawSql(`
  case when facts.last_order_at >= limits.cut4 then 5 when facts.last_order_at >= limits.cut3 then 4
       when facts.last_order_at >= limits.cut2 then 3 when facts.last_order_at >= limits.cut1 then 2
       else 1 end`);
const upTo = (column: string): Sql =>
  rawSql(`
  case when facts.${column} <= limits.${column}1 then 1 when facts.${column} <= limits.${column}2 then 2
       when facts.${column} <= limits.${column}3 then 3 when facts.${column} <= limits.${column}4 then 4
       else 5 end`);
const frequency = upTo('orders');
const monetary = upTo('spent');

interface CountRow extends CellCount {
  recencyDays: number[];
  orderLimits: number[];
  spentLimits: number[];
}

/** Scores everyone as of the day: thresholds and cells, reading the orders once. Writes nothing. */
export async function countCells(
  tx: Tx,
  as: AsOf,
  windowDays: number,
): Promise<{ thresholds: Thresholds | null; cells: CellCount[] }> {
  // One number for both scores: a group costs by the columns it is told by.
  const rows = await tx.rows<CountRow>(sql`
    with ${factsSql(tx, as, windowDays)}, ${quintilesSql(tx, as)},
    cells as (
      select (${recency}) * 10 + ${frequency} as cell, count(*) as customers,
             sum(facts.orders::float8)::bigint as orders, sum(facts.spent::float8)::bigint as spent
      from facts, limits group by 1)
    select cell / 10 as recency, cell % 10 as frequency, customers, cells.orders, cells.spent,
           thresholds.recency_days as "recencyDays", thresholds.orders::float8[] as "orderLimits",
           thresholds.spent::float8[] as "spentLimits"
    from cells, thresholds
    order by cell`);
  const [first] = rows;
  if (!first) return { thresholds: null, cells: [] };
  return {
    thresholds: {
      recencyDays: first.recencyDays,
      orders: first.orderLimits,
      spent: first.spentLimits,
    },
    cells: rows.map((row) => ({
      recency: row.recency,
      frequency: row.frequency,
      customers: row.customers,
      orders: row.orders,
      spent: row.spent,
    })),
  };
}

/** Scores everyone as of the day and keeps the scores; how many customers have one. */
export async function writeScores(tx: Tx, as: AsOf, windowDays: number): Promise<void> {
  await tx.run(sql`
    with ${factsSql(tx, as, windowDays)}, ${quintilesSql(tx, as)}, ${upsertSql(tx)},
    gone as (
      delete from customer_scores k
      where k.tenant_id = ${tx.tenant.id}
        and not exists (select 1 from facts where facts.customer_id = k.customer_id))
    insert into score_runs (tenant_id, as_of, window_days, customers, thresholds, computed_at)
    select ${tx.tenant.id}, ${as.date}::date, ${windowDays}, (select count(*) from facts),
           jsonb_build_object('recencyDays', recency_days, 'orders', orders, 'spent', spent),
           ${tx.now}
    from thresholds
    on conflict (tenant_id) do update
    set as_of = excluded.as_of, window_days = excluded.window_days, customers = excluded.customers,
        thresholds = excluded.thresholds, computed_at = excluded.computed_at`);
}

/** Scores these customers anew by the thresholds of the last run. */
export async function writeScoresOf(
  tx: Tx,
  as: AsOf,
  run: ScoreRun,
  ids: readonly string[],
): Promise<void> {
  await tx.run(sql`
    with ${factsSql(tx, as, run.windowDays, ids)}, ${givenLimitsSql(tx, as, run.thresholds)},
    ${upsertSql(tx)}
    delete from customer_scores k
    where k.tenant_id = ${tx.tenant.id} and k.customer_id = any(${ids}::uuid[])
      and not exists (select 1 from facts where facts.customer_id = k.customer_id)`);
}

/** Rows that would not change are left alone: most customers score today what they did yesterday. */
function upsertSql(tx: Tx): Sql {
  return sql`
    scores as (
      select facts.*, ${recency} as recency, ${frequency} as frequency, ${monetary} as monetary
      from facts, limits),
    written as (
      insert into customer_scores as k (tenant_id, customer_id, recency, frequency, monetary,
        rfm_group, value_group, orders, spent, last_order_at)
      select ${tx.tenant.id}, s.customer_id, s.recency, s.frequency, s.monetary,
             g.rfm_group, g.value_group, s.orders, s.spent, s.last_order_at
      from scores s
      join unnest(${grid.map((c) => c.recency)}::smallint[], ${grid.map((c) => c.frequency)}::smallint[],
                  ${grid.map((c) => c.group)}::text[], ${grid.map((c) => c.value)}::text[])
        as g(recency, frequency, rfm_group, value_group)
        on g.recency = s.recency and g.frequency = s.frequency
      order by s.customer_id
      on conflict (tenant_id, customer_id) do update
      set recency = excluded.recency, frequency = excluded.frequency, monetary = excluded.monetary,
          rfm_group = excluded.rfm_group, value_group = excluded.value_group,
          orders = excluded.orders, spent = excluded.spent, last_order_at = excluded.last_order_at
      where (k.recency, k.frequency, k.monetary, k.orders, k.spent, k.last_order_at)
        is distinct from (excluded.recency, excluded.frequency, excluded.monetary,
                          excluded.orders, excluded.spent, excluded.last_order_at))`;
}

/** One run of a business at a time; whoever waited sees what the other wrote. */
export async function lockScores(tx: Tx): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(${SCORES}::integer, ${tx.tenant.id}::integer)`);
}
const SCORES = 7_833_603;

export async function lastRun(tx: Tx): Promise<ScoreRun | undefined> {
  return tx.one<ScoreRun>(sql`
    select as_of as "asOf", window_days as "windowDays", customers, thresholds,
           computed_at as "computedAt"
    from score_runs where tenant_id = ${tx.tenant.id}`);
}

/** The cells as the kept scores have them. */
export async function storedCells(tx: Tx): Promise<CellCount[]> {
  return tx.rows<CellCount>(sql`
    select recency, frequency, count(*) as customers, sum(orders) as orders,
           sum(spent)::bigint as spent
    from customer_scores where tenant_id = ${tx.tenant.id}
    group by recency, frequency order by recency, frequency`);
}

/** Drops what is kept where nobody has an order in the window any more. */
export async function clearScores(tx: Tx): Promise<void> {
  await tx.run(sql`delete from customer_scores where tenant_id = ${tx.tenant.id}`);
  await tx.run(sql`delete from score_runs where tenant_id = ${tx.tenant.id}`);
}
