import type { Job } from '../../platform/jobs.ts';
import { expireDue } from './expire.ts';

const PAGE = 500;

/** Expires due lots in pages of customers, each its own short transaction. Runs hourly. */
export const expireLots: Job = {
  name: 'ledger.expire',
  run: async ({ db, tenant }) => {
    while ((await db.tx(tenant, 'system', (tx) => expireDue(tx, PAGE))) > 0);
  },
};
