import { type Row, type Sql, sql, type Tx } from '../../../platform/db.ts';
import type { Arm, EndReason, Run, RunState } from '../model.ts';

/**
 * Whether a customer (m.id) belongs to the hold-out of a journey: a hash of who they are and which
 * journey it is, so that the draw is the same at every entry, and independent from one journey to
 * the next. This expression is the only definition.
 */
const inHoldout = (journey: string, percent: number): Sql => sql`
  (('x' || substr(md5(${journey}::text || ':' || m.id::text), 1, 8))::bit(32)::bigint % 10000
    < ${percent * 100}::int)`;

/** Who may enter: the ids are those of a select, the rest keeps out who is in or was of late. */
export interface Entering {
  journey: string;
  /** Select of the ids of customers who match the entry. */
  matching: Sql;
  /** Who left after this moment may not enter yet; null: nobody who was ever in may. */
  leftBefore: Date | null;
}

// m is the condition's own select, so the customers are gone through once. The empty string keeps
// the planner from looking runs up by journey: while thousands enter its statistics lag behind, and
// it would read all runs of the journey for each customer instead of all runs of the customer.
const entrants = (tx: Tx, { journey, matching, leftBefore }: Entering): Sql => sql`
  from (${matching}) m
  where not exists (
    select from journey_runs r
    where r.tenant_id = ${tx.tenant.id} and r.customer_id = m.id and r.journey || '' = ${journey}
      and (r.state = 'active' or ${leftBefore}::timestamptz is null
           or coalesce(r.ended_at, ${tx.now}::timestamptz) > ${leftBefore}))`;

export async function candidates(tx: Tx, entering: Entering, limit: number): Promise<string[]> {
  const rows = await tx.rows<{ id: string } & Row>(
    sql`select m.id ${entrants(tx, entering)} limit ${limit}`,
  );
  return rows.map((row) => row.id);
}

/** The same with the arm each is drawn into. */
export async function drawn(
  tx: Tx,
  entering: Entering,
  holdoutPercent: number,
): Promise<{ id: string; arm: Arm }[]> {
  return tx.rows<{ id: string; arm: Arm } & Row>(sql`
    select m.id, case when ${inHoldout(entering.journey, holdoutPercent)} then 'holdout'
                      else 'treated' end as arm
    ${entrants(tx, entering)}`);
}

/** How many match the entry, whether or not they may enter now. */
export async function countMatching(tx: Tx, { matching }: Entering): Promise<number> {
  const row = await tx.one<{ count: number } & Row>(
    sql`select count(*) as count from (${matching}) m`,
  );
  return row?.count ?? 0;
}

export interface NewRun {
  id: string;
  customerId: string;
  arm: Arm;
}

/** Lets them in; those whom another worker let in at the same time are passed over. */
export async function insertRuns(
  tx: Tx,
  entry: { journey: string; programmeVersion: number; first: string; goalUntil: Date },
  runs: readonly NewRun[],
): Promise<NewRun[]> {
  return tx.rows<NewRun & Row>(sql`
    insert into journey_runs (tenant_id, id, journey, customer_id, programme_version, arm, state,
                              step, wake_at, entered_at, goal_until)
    select ${tx.tenant.id}, r.id, ${entry.journey}, r.customer_id, ${entry.programmeVersion}, r.arm,
           'active', case when r.arm = 'treated' then ${entry.first}::text end,
           case when r.arm = 'treated' then ${tx.now}::timestamptz else ${entry.goalUntil} end,
           ${tx.now}, ${entry.goalUntil}
    from unnest(${runs.map((r) => r.id)}::uuid[], ${runs.map((r) => r.customerId)}::uuid[],
                ${runs.map((r) => r.arm)}::text[]) as r (id, customer_id, arm)
    on conflict (tenant_id, journey, customer_id) where state = 'active' do nothing
    returning id, customer_id as "customerId", arm`);
}

const runColumns = sql`
  id, customer_id as "customerId", journey, programme_version as "programmeVersion", arm, step,
  entered_at as "enteredAt", goal_until as "goalUntil"`;

/** A page of runs whose time has come; other workers pass these over. */
export async function lockDueRuns(tx: Tx, journey: string, limit: number): Promise<Run[]> {
  return tx.rows<Run & Row>(sql`
    select ${runColumns} from journey_runs
    where tenant_id = ${tx.tenant.id} and journey = ${journey} and state = 'active'
      and wake_at <= ${tx.now}
    order by wake_at
    limit ${limit}
    for no key update skip locked`);
}

export async function moveRuns(
  tx: Tx,
  moved: readonly { id: string; step: string | null; wakeAt: Date }[],
): Promise<void> {
  await tx.run(sql`
    update journey_runs r set step = m.step, wake_at = m.wake_at
    from unnest(${moved.map((m) => m.id)}::uuid[], ${moved.map((m) => m.step)}::text[],
                ${moved.map((m) => m.wakeAt)}::timestamptz[]) as m (id, step, wake_at)
    where r.tenant_id = ${tx.tenant.id} and r.id = m.id`);
}

export interface EndedRun {
  id: string;
  customerId: string;
  journey: string;
  arm: Arm;
}

/** Ends those of the runs that are still on. */
export async function endRuns(
  tx: Tx,
  ids: readonly string[],
  state: RunState,
  reason: EndReason,
): Promise<EndedRun[]> {
  if (ids.length === 0) return [];
  return tx.rows<EndedRun & Row>(sql`
    update journey_runs
    set state = ${state}, end_reason = ${reason}, ended_at = ${tx.now}, step = null, wake_at = null
    where tenant_id = ${tx.tenant.id} and id = any(${ids}::uuid[]) and state = 'active'
    returning id, customer_id as "customerId", journey, arm`);
}

/** Ends up to `limit` runs of a journey that is stopped. */
export async function stopRuns(tx: Tx, journey: string, limit: number): Promise<EndedRun[]> {
  return tx.rows<EndedRun & Row>(sql`
    update journey_runs
    set state = 'stopped', end_reason = 'journey_stopped', ended_at = ${tx.now}, step = null,
        wake_at = null
    where tenant_id = ${tx.tenant.id} and id in (
      select id from journey_runs
      where tenant_id = ${tx.tenant.id} and journey = ${journey} and state = 'active'
      limit ${limit})
    returning id, customer_id as "customerId", journey, arm`);
}
