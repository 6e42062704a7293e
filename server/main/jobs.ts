import type { Job } from '../platform/jobs.ts';

/** Every kind of background work, module by module. */
// biome-ignore lint/suspicious/noExplicitAny: each job knows its own payload type
export const jobs: readonly Job<any>[] = [];
