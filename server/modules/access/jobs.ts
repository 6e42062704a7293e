import type { Job } from '../../platform/jobs.ts';
import { sweepMembers } from './store/members.ts';

const DAY_MS = 86_400_000;
const MOST = 5_000;

/** Forgets codes after two days (they name phones and e-mails) and sessions a month after their end. */
export const sweepAccess: Job = {
  name: 'access.sweep',
  async run({ db, tenant }) {
    let swept: number;
    do {
      swept = await db.tx(tenant, 'system', (tx) =>
        sweepMembers(
          tx,
          new Date(tx.now.getTime() - 2 * DAY_MS),
          new Date(tx.now.getTime() - 30 * DAY_MS),
          MOST,
        ),
      );
    } while (swept >= MOST);
  },
};
