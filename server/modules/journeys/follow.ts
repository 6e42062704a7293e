import type { Tx } from '../../platform/db.ts';
import { matchingCustomers, parseCondition } from '../conditions/index.ts';
import { programmeVersion } from '../programme/index.ts';
import { followStream, type TimelineRow } from '../timeline/index.ts';
import { enterCustomers } from './enter.ts';
import { leave } from './leave.ts';
import type { PlacedOrder } from './model.ts';
import {
  addReturned,
  hitRuns,
  insertJourneyOrders,
  markGoals,
  type RunHit,
} from './store/goals.ts';
import { startedJourneys } from './store/journeys.ts';

const READER = 'journeys';

/** Happenings that can make a customer match an entry; what journeys themselves cause cannot. */
const telling = /^(order|points|tier|profile|customer|segment|consent)\./;

/**
 * Reads on in the timeline: orders end runs at once and are counted, and whoever something happened
 * to is looked at for entry. Position and effects commit together. Returns the rows read.
 */
export async function followTimeline(tx: Tx, limit: number): Promise<number> {
  const rows = await followStream(tx, READER, limit);
  if (rows.length === 0) return 0;
  await applyOrders(tx, rows.filter((row) => row.kind === 'order.placed').map(placedOrder));
  const returns = rows
    .filter((row) => row.kind === 'order.returned')
    .map((row) => ({ orderId: row.subject as string, amount: Number(row.data.refund) }));
  if (returns.length > 0) await addReturned(tx, returns);
  const touched = [...new Set(rows.filter((r) => telling.test(r.kind)).map((r) => r.customerId))];
  for (const { journey, status } of await startedJourneys(tx))
    if (status === 'running') await enterCustomers(tx, journey, touched);
  return rows.length;
}

const placedOrder = (row: TimelineRow): PlacedOrder => ({
  customerId: row.customerId,
  orderId: row.subject as string,
  placedAt: row.at,
  total: Number(row.data.total),
});

/** Counts orders within the goal window of a run, and lets go of who has come. */
async function applyOrders(tx: Tx, orders: readonly PlacedOrder[]): Promise<void> {
  if (orders.length === 0) return;
  const hits = await hitRuns(tx, orders);
  const within = hits.filter((hit) => hit.when === 'within');
  if (within.length > 0) {
    await insertJourneyOrders(tx, within);
    // The hits are in the order of placing: the first of each run is the one that met the goal.
    const first = new Map(within.toReversed().map((hit) => [hit.runId, hit]));
    await markGoals(tx, [...first.values()]);
    await leave(tx, [...first.keys()], 'goal');
  }
  const late = hits.filter((hit) => hit.active && hit.when === 'after');
  await leave(tx, runsOf(late), 'came_late');
  const before = hits.filter((hit) => hit.active && hit.when === 'before');
  await leave(tx, await mistaken(tx, before), 'no_longer_matches');
}

const runsOf = (hits: readonly RunHit[]): string[] => [...new Set(hits.map((hit) => hit.runId))];

/**
 * Runs whose customers would not have entered, had an order of before been known in time: a till
 * that sends its receipts at night must not make us miss somebody who came in the morning.
 */
async function mistaken(tx: Tx, hits: readonly RunHit[]): Promise<string[]> {
  const runs: string[] = [];
  const groups = Map.groupBy(hits, (hit) => `${hit.programmeVersion}:${hit.journey}`);
  for (const group of groups.values()) {
    const { programmeVersion: version, journey: key } = group[0] as RunHit;
    const { document } = await programmeVersion(tx, version);
    const journey = document.journeys.find((j) => j.key === key);
    if (!journey) continue;
    const customers = [...new Set(group.map((hit) => hit.customerId))];
    const still = await tx.rows<{ id: string }>(
      matchingCustomers(parseCondition(journey.entry), tx.tenant, tx.now, customers),
    );
    const matching = new Set(still.map((row) => row.id));
    runs.push(...runsOf(group.filter((hit) => !matching.has(hit.customerId))));
  }
  return runs;
}
