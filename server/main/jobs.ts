import { sweepAccess } from '../modules/access/index.ts';
import { followAudience, refreshAudience } from '../modules/audience/index.ts';
import { forgetImport, importJob } from '../modules/imports/index.ts';
import { tickJourneys } from '../modules/journeys/index.ts';
import { expireLots } from '../modules/ledger/index.ts';
import { deliverMessages, readReports } from '../modules/messaging/index.ts';
import { applyLadder, reviewTiers } from '../modules/programme/index.ts';
import type { Chore, Errand, Job } from '../platform/jobs.ts';

/** Every kind of background work, module by module. */
// biome-ignore lint/suspicious/noExplicitAny: each job knows its own payload type
export const jobs: readonly Job<any>[] = [
  sweepAccess,
  expireLots,
  reviewTiers,
  applyLadder,
  followAudience,
  refreshAudience,
  deliverMessages,
  tickJourneys,
  importJob,
  forgetImport,
];

/** What every business needs done again and again. */
export const chores: readonly Chore[] = [
  { job: deliverMessages, everyMinutes: 5 },
  { job: tickJourneys, everyMinutes: 1 },
  { job: sweepAccess, everyMinutes: 360 },
  { job: expireLots, everyMinutes: 60 },
  { job: reviewTiers, everyMinutes: 60 },
  { job: followAudience, everyMinutes: 1 },
  { job: refreshAudience, everyMinutes: 60 },
];

/** What is done every minute for all businesses together. */
export const errands: readonly Errand[] = [readReports];

/** What follows the timeline: run within a second of anything happening. */
export const reactions: readonly Chore['job'][] = [followAudience, tickJourneys];
