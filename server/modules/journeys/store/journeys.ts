import { type Row, sql, type Tx } from '../../../platform/db.ts';
import type { JourneyStatus, StartedJourney } from '../model.ts';

const columns = sql`
  journey, status, programme_version as "programmeVersion", started_at as "startedAt",
  started_by as "startedBy", stopped_at as "stoppedAt", checked_at as "checkedAt"`;

/** Every journey that was ever started. */
export async function startedJourneys(tx: Tx): Promise<StartedJourney[]> {
  return tx.rows<StartedJourney & Row>(sql`
    select ${columns} from journeys where tenant_id = ${tx.tenant.id} order by journey`);
}

/**
 * One journey, locked: 'control' waits until nobody enters or moves in it and keeps them out,
 * 'work' shares it with other workers and keeps its status as it is.
 */
export async function lockJourney(
  tx: Tx,
  journey: string,
  forWhat: 'control' | 'work',
): Promise<StartedJourney | undefined> {
  const lock = forWhat === 'control' ? sql`for update` : sql`for share`;
  return tx.one<StartedJourney & Row>(sql`
    select ${columns} from journeys
    where tenant_id = ${tx.tenant.id} and journey = ${journey} ${lock}`);
}

/** Starts it, for the first time or again. */
export async function writeStart(tx: Tx, journey: string, version: number): Promise<void> {
  await tx.run(sql`
    insert into journeys (tenant_id, journey, status, programme_version, started_at, started_by)
    values (${tx.tenant.id}, ${journey}, 'running', ${version}, ${tx.now}, ${tx.actor})
    on conflict (tenant_id, journey) do update
    set status = 'running', programme_version = excluded.programme_version,
        started_at = excluded.started_at, started_by = excluded.started_by, stopped_at = null,
        checked_at = null`);
}

export async function writeStatus(tx: Tx, journey: string, status: JourneyStatus): Promise<void> {
  await tx.run(sql`
    update journeys
    set status = ${status}, stopped_at = ${status === 'stopped' ? tx.now : null},
        -- Whoever came to satisfy the entry meanwhile enters right after a pause.
        checked_at = null
    where tenant_id = ${tx.tenant.id} and journey = ${journey}`);
}

/** True for the one worker whose turn it is to look everybody over. */
export async function takeCheck(tx: Tx, journey: string, unlessSince: Date): Promise<boolean> {
  const taken = await tx.run(sql`
    update journeys set checked_at = ${tx.now}
    where tenant_id = ${tx.tenant.id} and journey = ${journey} and status = 'running'
      and (checked_at is null or checked_at <= ${unlessSince})`);
  return taken > 0;
}

/** Whether any journey is on, or an order placed now could still count for one. */
export async function anythingToFollow(tx: Tx): Promise<boolean> {
  const row = await tx.one<{ any: boolean } & Row>(sql`
    select exists (select from journeys
                   where tenant_id = ${tx.tenant.id} and status in ('running', 'paused'))
        or exists (select from journey_runs
                   where tenant_id = ${tx.tenant.id} and goal_until > ${tx.now}) as any`);
  return row?.any ?? false;
}
