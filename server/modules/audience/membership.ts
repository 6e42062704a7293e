import type { Tx } from '../../platform/db.ts';
import { overEveryone } from '../conditions/index.ts';
import { type Happening, record } from '../timeline/index.ts';
import {
  lockSegment,
  lockSegments,
  type Moves,
  moveMembers,
  segmentIds,
} from './store/segments.ts';

/**
 * Works out who is in a segment now. Customers who moved because of what they did or because time
 * passed have it on their timeline; where the segment itself was (re)defined they have not, for
 * nothing happened to them. Does nothing where the segment is gone.
 */
export async function recomputeSegment(
  tx: Tx,
  id: string,
  { defined = false }: { defined?: boolean } = {},
): Promise<Moves> {
  const segment = await lockSegment(tx, id);
  if (!segment) return { entered: [], left: [] };
  const moves = await overEveryone(tx, () => moveMembers(tx, segment, 'everyone'));
  if (!defined) await record(tx, happenings(tx, id, moves));
  return moves;
}

/** Works out all segments for everyone: time alone moves people. */
export async function refreshSegments(tx: Tx): Promise<void> {
  for (const id of await segmentIds(tx)) await recomputeSegment(tx, id);
}

/** Works out all segments for these customers only. */
export async function recomputeCustomers(tx: Tx, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return;
  for (const segment of await lockSegments(tx)) {
    // Never worked out for everyone: whoever is in it now would be taken for having just come.
    if (segment.computedAt === null) continue;
    const moves = await moveMembers(tx, segment, customerIds);
    await record(tx, happenings(tx, segment.id, moves));
  }
}

function happenings(tx: Tx, segmentId: string, { entered, left }: Moves): Happening[] {
  const happened = (kind: Happening['kind']) => (customerId: string) => ({
    customerId,
    kind,
    at: tx.now,
    subject: segmentId,
  });
  return [...entered.map(happened('segment.entered')), ...left.map(happened('segment.left'))];
}
