import { joinSql, rawSql, type Sql, sql, type Tx } from '../../../platform/db.ts';
import { startOfDayPlus } from '../../../platform/time.ts';
import { type AsOf, keptOrders } from '../../audience/index.ts';

/** A cohort three months on: how many of it came back within them. */
export interface ReturnedCohort {
  customers: number;
  returned: number;
}

/**
 * Of each cohort, those who ordered in the three months after their first. `spans` are the instants
 * at which the cohort's month begins and ends, and at which the three months after it end.
 */
export async function returnedWithin(
  tx: Tx,
  as: AsOf,
  spans: readonly { begins: Date; ends: Date; until: Date }[],
): Promise<ReturnedCohort[]> {
  const columns = spans.map(({ begins, ends, until }, i) => {
    const name = rawSql(String(i));
    const cohort = sql`first_at >= ${begins} and first_at < ${ends}`;
    return {
      facts: sql`bool_or(o.placed_at >= ${ends} and o.placed_at < ${until}) as came_${name}`,
      counts: sql`jsonb_build_object('customers', count(*) filter (where ${cohort}),
        'returned', count(*) filter (where ${cohort} and came_${name}))`,
    };
  });
  const row = await tx.one<{ told: ReturnedCohort[] }>(sql`
    with people as (
      select min(o.placed_at) as first_at, ${joinSql(
        columns.map(({ facts }) => facts),
        ', ',
      )}
      from orders o where ${keptOrders(tx.tenant.id, as)}
      group by o.customer_id)
    select jsonb_build_array(${joinSql(
      columns.map(({ counts }) => counts),
      ', ',
    )}) as told
    from people`);
  return row?.told ?? [];
}

/** Who came and who stayed away, counted the same way for a period and for the one before it. */
export interface Comings {
  newcomers: number;
  kept: number;
  reactivated: number;
  /** At the end of the period: last order so long ago that they turn dormant within the notice. */
  drifting: number;
  /** Turned dormant during the period. */
  fellAsleep: number;
}

/**
 * Comings of the `days` local days up to and including each of the given days, in one pass over the
 * orders (the latest day comes first). kept and reactivated had ordered before the period; the gap
 * before their first order in it decides which.
 */
export async function comingsOf(
  tx: Tx,
  ends: readonly [AsOf, ...AsOf[]],
  { days, dormantDays, noticeDays }: { days: number; dormantDays: number; noticeDays: number },
): Promise<Comings[]> {
  const zone = tx.tenant.timeZone;
  const plus = (at: Date, count: number) => startOfDayPlus(at, count, zone);
  const columns = ends.map((as, i) => {
    const [from, name] = [plus(as.start, 1 - days), rawSql(String(i))];
    return {
      facts: sql`max(o.placed_at) filter (where o.placed_at < ${as.end}) as last_${name},
        max(o.placed_at) filter (where o.placed_at < ${from}) as before_${name},
        min(o.placed_at) filter (where o.placed_at >= ${from} and o.placed_at < ${as.end}) as came_${name}`,
      counts: countsSql(name, plus(as.start, 1 - dormantDays)),
    };
  });
  function countsSql(name: Sql, dormantFrom: Date): Sql {
    const back = sql`(came_${name} at time zone ${zone}::text)::date
      - (before_${name} at time zone ${zone}::text)::date >= ${dormantDays}::integer`;
    return sql`jsonb_build_object(
      'newcomers', count(*) filter (where came_${name} is not null and before_${name} is null),
      'kept', count(*) filter (where not (${back})),
      'reactivated', count(*) filter (where ${back}),
      'drifting', count(*) filter (where last_${name} >= ${dormantFrom}
                                     and last_${name} < ${plus(dormantFrom, noticeDays)}),
      'fellAsleep', count(*) filter (where last_${name} < ${dormantFrom}
                                       and last_${name} >= ${plus(dormantFrom, -days)}))`;
  }
  const row = await tx.one<{ told: Comings[] }>(sql`
    with people as (
      select ${joinSql(
        columns.map(({ facts }) => facts),
        ', ',
      )}
      from orders o where ${keptOrders(tx.tenant.id, ends[0])}
      group by o.customer_id)
    select jsonb_build_array(${joinSql(
      columns.map(({ counts }) => counts),
      ', ',
    )}) as told
    from people`);
  return row?.told ?? [];
}
