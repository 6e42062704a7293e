import type { Database, Tenant } from '../../platform/db.ts';
import type { Job } from '../../platform/jobs.ts';
import { advance } from './advance.ts';
import { enterEveryone } from './enter.ts';
import { followTimeline } from './follow.ts';
import { anythingToFollow, startedJourneys } from './store/journeys.ts';
import { TICK } from './wake.ts';

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

/** Ticks under way in this process, and whether something happened meanwhile. */
const underWay = new WeakMap<Database, Map<number, { again: boolean }>>();

/**
 * The heart beat of journeys: every minute, and within a second of anything happening. Waiting
 * people cost nothing: a tick asks one index who is due. While one tick of a business is at work,
 * further ones leave word and go, so that a long one does not take up all workers.
 */
export const tickJourneys: Job = {
  name: TICK.name,
  async run({ db, tenant, signal }) {
    const ticks = underWay.get(db) ?? new Map<number, { again: boolean }>();
    underWay.set(db, ticks);
    const other = ticks.get(tenant.id);
    if (other) {
      other.again = true;
      return;
    }
    const mine = { again: true };
    ticks.set(tenant.id, mine);
    try {
      while (mine.again && !signal.aborted) {
        mine.again = false;
        if (await db.tx(tenant, 'system', anythingToFollow)) await tick(db, tenant, signal);
      }
    } finally {
      ticks.delete(tenant.id);
    }
  },
};
