import type { Database, Tenant } from '../../platform/db.ts';
import type { Job } from '../../platform/jobs.ts';
import { advance } from './advance.ts';
import { enterEveryone } from './enter.ts';
import { followTimeline } from './follow.ts';
import { anythingToFollow, startedJourneys } from './store/journeys.ts';
import { TICK, wakeJourneys } from './wake.ts';

/** Time between two ticks of a business with journeys on; one without is asked once a minute. */
const TICK_EVERY_MS = 10_000;
/** Timeline rows and runs taken by one transaction. */
const ROWS_PAGE = 2_000;
const RUNS_PAGE = 500;
/** Transactions of a kind one tick runs before it makes room; the next one goes on. */
const MAX_PAGES = 500;

/**
 * Everything that is due in the journeys of a business, in this order: what happened (who came
 * leaves before anything more is sent to them), who enters, whose waiting is over.
 */
export async function tick(db: Database, tenant: Tenant, signal?: AbortSignal): Promise<void> {
  const stopped = () => signal?.aborted ?? false;
  await pages(stopped, () => db.tx(tenant, 'system', (tx) => followTimeline(tx, ROWS_PAGE)));
  const started = await db.tx(tenant, 'system', startedJourneys);
  for (const { journey, status } of started) {
    if (status !== 'running' || stopped()) continue;
    await enterEveryone(db, tenant, journey);
    await pages(stopped, () =>
      db.tx(tenant, `journey:${journey}`, (tx) => advance(tx, journey, RUNS_PAGE)),
    );
  }
}

async function pages(stopped: () => boolean, work: () => Promise<number>): Promise<void> {
  for (let page = 0; page < MAX_PAGES && !stopped(); page++) if ((await work()) === 0) return;
}

/**
 * The heart beat of journeys. Waiting people cost nothing: a tick asks one index who is due. The
 * next tick is arranged first, so that a crash in this one does not end the beating; the chore of
 * the same job begins it anew where it stopped.
 */
export const tickJourneys: Job = {
  name: TICK.name,
  async run({ db, tenant, signal }) {
    const on = await db.tx(tenant, 'system', async (tx) => {
      const any = await anythingToFollow(tx);
      if (any) await wakeJourneys(tx, new Date(tx.now.getTime() + TICK_EVERY_MS));
      return any;
    });
    if (on) await tick(db, tenant, signal);
  },
};
