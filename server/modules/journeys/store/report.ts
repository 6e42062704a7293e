import { type Row, sql, type Tx } from '../../../platform/db.ts';
import type { Arm, EndReason, RunState } from '../model.ts';

export interface ArmRow {
  journey: string;
  arm: Arm;
  people: number;
  active: number;
  /** Still within their goal window. */
  watched: number;
  /** With an order in the window that was not given back as a whole. */
  converted: number;
  revenue: number;
  revenueSquares: number;
}

/** The arms of journeys: everybody who ever entered counts in the arm they were drawn into. */
export async function armRows(tx: Tx, journeys: readonly string[]): Promise<ArmRow[]> {
  return tx.rows<ArmRow & Row>(sql`
    select r.journey, r.arm, count(*) as people,
           count(*) filter (where r.state = 'active') as active,
           count(*) filter (where r.goal_until > ${tx.now}) as watched,
           count(*) filter (where o.kept > 0) as converted,
           coalesce(sum(o.revenue), 0)::bigint as revenue,
           coalesce(sum(o.revenue::numeric * o.revenue), 0)::float8 as "revenueSquares"
    from journey_runs r
    left join (
      select run_id, sum(total - returned)::bigint as revenue,
             count(*) filter (where total = 0 or total > returned) as kept
      from journey_orders
      where tenant_id = ${tx.tenant.id}
      group by run_id) o on o.run_id = r.id
    where r.tenant_id = ${tx.tenant.id} and r.journey = any(${journeys}::text[])
    group by r.journey, r.arm`);
}

/** How many entered under each version of the programme: each had its own share of hold-out. */
export async function entriesByVersion(
  tx: Tx,
  journey: string,
): Promise<{ version: number; people: number }[]> {
  return tx.rows<{ version: number; people: number } & Row>(sql`
    select programme_version as version, count(*) as people
    from journey_runs
    where tenant_id = ${tx.tenant.id} and journey = ${journey}
    group by programme_version`);
}

/** When the goal window of the first customer ends: before that there is no result at all. */
export async function firstWindowEnd(tx: Tx, journey: string): Promise<Date | null> {
  const row = await tx.one<{ at: Date | null } & Row>(sql`
    select min(goal_until) as at from journey_runs
    where tenant_id = ${tx.tenant.id} and journey = ${journey}`);
  return row?.at ?? null;
}

export interface RunRow {
  id: string;
  customerId: string;
  arm: Arm;
  state: RunState;
  step: string | null;
  wakeAt: Date | null;
  enteredAt: Date;
  endedAt: Date | null;
  endReason: EndReason | null;
  goalAt: Date | null;
  goalOrderId: string | null;
  revenue: number;
  programmeVersion: number;
}

export interface RunFilter {
  state?: RunState | undefined;
  arm?: Arm | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** Runs of a journey, the newest first. */
export async function listRuns(tx: Tx, journey: string, filter: RunFilter): Promise<RunRow[]> {
  return tx.rows<RunRow & Row>(sql`
    select r.id, r.customer_id as "customerId", r.arm, r.state, r.step, r.wake_at as "wakeAt",
           r.entered_at as "enteredAt", r.ended_at as "endedAt", r.end_reason as "endReason",
           r.goal_at as "goalAt", r.goal_order_id as "goalOrderId",
           r.programme_version as "programmeVersion",
           coalesce((select sum(o.total - o.returned) from journey_orders o
                     where o.tenant_id = r.tenant_id and o.run_id = r.id), 0)::bigint as revenue
    from journey_runs r
    where r.tenant_id = ${tx.tenant.id} and r.journey = ${journey}
      and (${filter.state ?? null}::text is null or r.state = ${filter.state ?? null})
      and (${filter.arm ?? null}::text is null or r.arm = ${filter.arm ?? null})
      and (${filter.cursor ?? null}::uuid is null or r.id < ${filter.cursor ?? null}::uuid)
    order by r.id desc
    limit ${filter.limit}`);
}
