import type { Journey } from '@quen/contracts/programme.ts';
import type { Database, Tenant, Tx } from '../../platform/db.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { analyzeGrown } from '../../platform/statistics.ts';
import { MS_PER_DAY } from '../../platform/time.ts';
import { matchingCustomers, overEveryone, parseCondition } from '../conditions/index.ts';
import { currentProgramme } from '../programme/index.ts';
import { record } from '../timeline/index.ts';
import { lockJourney, takeCheck } from './store/journeys.ts';
import { candidates, drawn, type Entering, insertRuns } from './store/runs.ts';

/** Customers let in by one transaction. */
const BATCH = 2_000;
/** Most customers one look lets in; the rest follow at the next one. */
const MOST_AT_ONCE = 200_000;
/** How often everybody is looked over, for those who come to match by time passing. */
const CHECK_EVERY_MS = 55_000;

/** The journey as the current programme has it; undefined where it was taken out. */
export async function currentJourney(
  tx: Tx,
  key: string,
): Promise<{ journey: Journey; version: number } | undefined> {
  const { document, version } = await currentProgramme(tx);
  const journey = document.journeys.find((j) => j.key === key);
  return journey && { journey, version };
}

export async function currentJourneys(tx: Tx): Promise<readonly Journey[]> {
  return (await currentProgramme(tx)).document.journeys;
}

/** Who may enter the journey now, of everybody or of the customers given. */
export function entering(tx: Tx, journey: Journey, ids?: readonly string[]): Entering {
  const { key, entry, reentryDays } = journey;
  return {
    journey: key,
    matching: matchingCustomers(parseCondition(entry), tx.tenant, tx.now, ids),
    leftBefore: reentryDays === null ? null : new Date(tx.now.getTime() - reentryDays * MS_PER_DAY),
  };
}

/**
 * Looks everybody over and lets in who matches, if the last look is long enough ago. The ids are
 * found in one statement; they enter batch by batch, each batch judged anew in its transaction, so
 * that who bought in between stays out. A crash in between loses nothing: the next look finds who
 * is not in yet.
 */
export async function enterEveryone(db: Database, tenant: Tenant, key: string): Promise<void> {
  const found = await db.tx(tenant, 'system', async (tx) => {
    const since = new Date(tx.now.getTime() - CHECK_EVERY_MS);
    if (!(await takeCheck(tx, key, since))) return [];
    const current = await currentJourney(tx, key);
    if (!current) return [];
    const who = entering(tx, current.journey);
    return overEveryone(tx, () => candidates(tx, who, MOST_AT_ONCE));
  });
  for (let i = 0; i < found.length; i += BATCH) {
    const ids = found.slice(i, i + BATCH);
    await db.tx(tenant, 'system', (tx) => enterCustomers(tx, key, ids));
    // Tables that were empty are no longer: the next statements are planned for what they hold now.
    await analyzeGrown(db);
  }
}

/**
 * Lets in those of the customers who match and may. They are drawn into their arm before anything
 * is done, and the hold-out enters as well: both arms are watched for the same time.
 */
export async function enterCustomers(tx: Tx, key: string, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const started = await lockJourney(tx, key, 'work');
  const current = await currentJourney(tx, key);
  if (started?.status !== 'running' || !current) return 0;
  const { journey, version } = current;
  const people = await drawn(tx, entering(tx, journey, ids), journey.holdoutPercent);
  if (people.length === 0) return 0;
  const entered = await insertRuns(
    tx,
    {
      journey: key,
      programmeVersion: version,
      first: journey.first,
      goalUntil: new Date(tx.now.getTime() + journey.goalDays * MS_PER_DAY),
    },
    people.map(({ id, arm }) => ({ id: uuidv7(tx.now), customerId: id, arm })),
  );
  await record(
    tx,
    entered.map((run) => ({
      customerId: run.customerId,
      kind: 'journey.entered' as const,
      at: tx.now,
      subject: run.id,
      data: { journey: key, arm: run.arm, version },
    })),
  );
  return entered.length;
}
