import type { Job } from '../../platform/jobs.ts';
import { buyersAfter, dueForReview, recomputeTiers } from './tiers.ts';

const PAGE = 500;

/** Looks again at tiers whose year is over. Runs hourly. */
export const reviewTiers: Job = {
  name: 'programme.review-tiers',
  run: async ({ db, tenant }) => {
    for (;;) {
      const done = await db.tx(tenant, 'system', async (tx) => {
        const ids = await dueForReview(tx, PAGE);
        await recomputeTiers(tx, ids);
        return ids.length;
      });
      if (done < PAGE) return;
    }
  },
};

/** Applies a new ladder to everyone who has bought. Enqueued when one is published. */
export const applyLadder: Job = {
  name: 'programme.apply-ladder',
  run: async ({ db, tenant }) => {
    for (let after: string | null = null; ; ) {
      const page: string[] = await db.tx(tenant, 'system', async (tx) => {
        const ids = await buyersAfter(tx, after, PAGE);
        await recomputeTiers(tx, ids);
        return ids;
      });
      if (page.length < PAGE) return;
      after = page.at(-1) as string;
    }
  },
};
