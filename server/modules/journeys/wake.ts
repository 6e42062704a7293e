import type { Tx } from '../../platform/db.ts';
import { enqueue } from '../../platform/jobs.ts';

export const TICK = { name: 'journeys.tick' };

/** Arranges the next tick. Those of one business run one after the other. */
export async function wakeJourneys(tx: Tx, runAt: Date = tx.now): Promise<void> {
  await enqueue(tx, TICK, {}, { key: TICK.name, queue: `journeys:${tx.tenant.id}`, runAt });
}
