import type { OrderInput } from '@quen/contracts/orders.ts';
import { postOrders } from '../server/modules/posting/index.ts';
import { analyzeGrown, lookDue } from '../server/platform/statistics.ts';
import type { Figure } from './figures.ts';
import { insertRaw, RawTables } from './raw-inserts.ts';
import type { Stage } from './stage.ts';

const GOAL = 0.5;
const BATCH = 2_000;
/** As in the importer: a customer's orders all go down one lane, so no two batches want the same. */
const LANES = 4;

/**
 * Loads the whole history through the posting path and compares with inserting the very rows that
 * came of it: after each round of posting, its rows are read back and inserted into empty twins of
 * the tables, in the same batches, in as many lanes, by the same role. Reading back is not timed.
 */
export async function measureBulk(
  stage: Stage,
  history: readonly OrderInput[],
  { rounds }: { rounds: number },
  say: (line: string) => void,
): Promise<Figure[]> {
  const raw = await RawTables.create(stage.url);
  const spent = { posting: 0, inserting: 0 };
  const perRound = Math.ceil(history.length / rounds);
  let batches = 0;
  // As the importer does, which fills tables that PostgreSQL believes to be empty.
  const afterBatch = async () => {
    if (lookDue(++batches)) await analyzeGrown(stage.db);
  };
  try {
    for (let round = 1; round <= rounds; round++) {
      const orders = history.slice((round - 1) * perRound, round * perRound);
      const posting = await seconds(() => post(stage, orders, afterBatch));
      const prepared = await raw.take();
      const inserting = await seconds(() =>
        inLanes(
          Array.from({ length: LANES }, (_, lane) => prepared.filter((_, i) => i % LANES === lane)),
          (parts) => insertRaw(stage.db, stage.tenant, parts),
        ),
      );
      spent.posting += posting;
      spent.inserting += inserting;
      say(
        `bulk ${round}/${rounds}: ${Math.round(orders.length / posting)}/s, raw ${Math.round(orders.length / inserting)}/s, ratio ${(inserting / posting).toFixed(2)}`,
      );
    }
  } finally {
    await raw.close();
  }
  const rate = (time: number) => Math.round(history.length / time);
  return [
    {
      name: 'bulk import ÷ raw inserts',
      // The whole history against the whole history: single rounds differ by a half.
      value: spent.inserting / spent.posting,
      unit: '×',
      goal: GOAL,
      better: 'higher',
      detail: `${rate(spent.posting)} orders/s posted, ${rate(spent.inserting)} orders/s inserted; all of ${rounds} rounds of ${perRound} orders, batches of ${BATCH} in ${LANES} lanes`,
    },
  ];
}

async function post(
  stage: Stage,
  orders: readonly OrderInput[],
  afterBatch: () => Promise<void>,
): Promise<void> {
  const lanes = Array.from({ length: LANES }, (_, lane) => {
    const mine = orders.filter((o) => Number(o.customer?.phone?.slice(-3)) % LANES === lane);
    return Array.from({ length: Math.ceil(mine.length / BATCH) }, (_, i) =>
      mine.slice(i * BATCH, (i + 1) * BATCH),
    );
  });
  await inLanes(lanes, async (batch) => {
    const outcomes = await stage.db.tx(stage.tenant, 'bench', (tx) =>
      postOrders(tx, batch, { trusting: true }),
    );
    if (outcomes.some((o) => o.status !== 'posted')) throw new Error('an order was not posted');
    await afterBatch();
  });
}

/** Works through each lane's items one after the other, the lanes side by side. */
async function inLanes<T>(
  lanes: readonly (readonly T[])[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  await Promise.all(
    lanes.map(async (lane) => {
      for (const item of lane) await work(item);
    }),
  );
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
