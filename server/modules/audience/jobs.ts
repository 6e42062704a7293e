import { enqueue, type Job } from '../../platform/jobs.ts';
import { followTimeline } from './live.ts';
import { recomputeSegment } from './membership.ts';
import { refreshScores, scoresAreDue } from './rfm.ts';
import { segmentIds } from './store/segments.ts';

/** Pages of the timeline one run takes in before it lets others have a turn. */
const MAX_PAGES = 100;
const SOON_MS = 2_000;

/**
 * Follows the timeline: scores and segments of whoever something happened to. Enqueued every minute;
 * while a business is busy a run comes back by itself within seconds, and an idle one costs nothing.
 */
export const followAudience: Job = {
  name: 'audience.follow',
  run: async ({ db, tenant }) => {
    let taken = 0;
    for (let page = 0; page < MAX_PAGES; page++) {
      const rows = await db.tx(tenant, 'system', followTimeline);
      taken += rows;
      if (rows === 0) break;
    }
    if (taken === 0) return;
    await db.tx(tenant, 'system', (tx) =>
      enqueue(
        tx,
        followAudience,
        {},
        {
          key: 'audience.follow:soon',
          runAt: new Date(tx.now.getTime() + SOON_MS),
        },
      ),
    );
  },
};

/**
 * Everyone anew, because time alone moves people: segments every hour, scores once a day (or now,
 * where `scores` is set: after an import, on demand). One segment a transaction, so that nothing is
 * held for long.
 */
export const refreshAudience: Job<{ scores?: boolean }> = {
  name: 'audience.refresh',
  run: async ({ db, tenant, payload }) => {
    await db.tx(tenant, 'system', async (tx) => {
      if (payload.scores || (await scoresAreDue(tx))) await refreshScores(tx);
    });
    const ids = await db.tx(tenant, 'system', segmentIds);
    for (const id of ids) await db.tx(tenant, 'system', (tx) => recomputeSegment(tx, id));
  },
};
