import type { OrderInput } from '@quen/contracts/orders.ts';
import { postOrders } from '../server/modules/posting/index.ts';
import { type Figure, median } from './figures.ts';
import { insertRaw, RawTables } from './raw-inserts.ts';
import type { Stage } from './stage.ts';

const GOAL = 0.5;
const BATCH = 2_000;
/** As the importer does: while one batch waits for the disk, the next is decided. */
const IN_FLIGHT = 2;

/**
 * Loads the whole history through the posting path and compares with inserting the very rows that
 * came of it: after each round of posting, its rows are read back and inserted into empty twins of
 * the tables, in the same batches, as many in flight, by the same role. Reading back is not timed.
 */
export async function measureBulk(
  stage: Stage,
  history: readonly OrderInput[],
  { rounds }: { rounds: number },
  say: (line: string) => void,
): Promise<Figure[]> {
  const raw = await RawTables.create(stage.url);
  const turns: { posted: number; raw: number }[] = [];
  const perRound = Math.ceil(history.length / rounds);
  try {
    for (let round = 1; round <= rounds; round++) {
      const orders = history.slice((round - 1) * perRound, round * perRound);
      const posting = await seconds(() => post(stage, orders));
      const prepared = await raw.take();
      const inserting = await seconds(() =>
        inFlight(prepared, (parts) => insertRaw(stage.db, stage.tenant, parts)),
      );
      const turn = { posted: orders.length / posting, raw: orders.length / inserting };
      turns.push(turn);
      say(
        `bulk ${round}/${rounds}: ${Math.round(turn.posted)}/s, raw ${Math.round(turn.raw)}/s, ratio ${(turn.posted / turn.raw).toFixed(2)}`,
      );
    }
  } finally {
    await raw.close();
  }
  const posted = median(turns.map((t) => t.posted));
  return [
    {
      name: 'bulk import ÷ raw inserts',
      value: median(turns.map((t) => t.posted / t.raw)),
      unit: '×',
      goal: GOAL,
      better: 'higher',
      detail: `${Math.round(posted)} orders/s posted, ${Math.round(median(turns.map((t) => t.raw)))} orders/s inserted; median of ${rounds} rounds of ${perRound} orders, batches of ${BATCH}, ${IN_FLIGHT} in flight`,
    },
  ];
}

async function post(stage: Stage, orders: readonly OrderInput[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(orders.length / BATCH) }, (_, i) =>
    orders.slice(i * BATCH, (i + 1) * BATCH),
  );
  await inFlight(batches, async (batch) => {
    const outcomes = await stage.db.tx(stage.tenant, 'bench', (tx) => postOrders(tx, batch));
    if (outcomes.some((o) => o.status !== 'posted')) throw new Error('an order was not posted');
  });
}

async function inFlight<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      while (next < items.length) await work(items[next++] as T);
    }),
  );
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
