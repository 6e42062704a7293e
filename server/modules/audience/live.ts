import type { Tx } from '../../platform/db.ts';
import { followStream, type TimelineKind, type TimelineRow } from '../timeline/index.ts';
import { recomputeCustomers } from './membership.ts';
import { rescore } from './rfm.ts';

/** What can change the answer to a condition. Segments' own rows are not among them: no circles. */
const telling: ReadonlySet<TimelineKind> = new Set<TimelineKind>([
  'customer.created',
  'profile.changed',
  'order.placed',
  'order.returned',
  'points.spent',
  'points.expired',
  'points.taken_back',
  'points.given_back',
  'points.adjusted',
  'tier.changed',
]);
const reordering: ReadonlySet<TimelineKind> = new Set<TimelineKind>([
  'order.placed',
  'order.returned',
]);

/** Brings scores and segments up to date for the customers something happened to. */
export async function reactToTimeline(tx: Tx, rows: readonly TimelineRow[]): Promise<void> {
  const touched = (kinds: ReadonlySet<TimelineKind>) => [
    ...new Set(rows.filter((row) => kinds.has(row.kind)).map((row) => row.customerId)),
  ];
  await rescore(tx, touched(reordering));
  await recomputeCustomers(tx, touched(telling));
}

/** Rows of the timeline taken in at a time. */
const PAGE = 2_000;

/** Takes in the next page of the timeline; how many rows it was. */
export async function followTimeline(tx: Tx): Promise<number> {
  const rows = await followStream(tx, 'audience', PAGE);
  await reactToTimeline(tx, rows);
  return rows.length;
}
