import type { Tx } from '../../platform/db.ts';
import { enqueue } from '../../platform/jobs.ts';

export const TICK = { name: 'journeys.tick' };

/** Asks for a tick now, where something changed that the timeline does not tell of. */
export async function wakeJourneys(tx: Tx): Promise<void> {
  await enqueue(tx, TICK, {}, { key: TICK.name });
}
