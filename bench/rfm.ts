import pg from 'pg';
import { rfmReport } from '../server/modules/audience/index.ts';
import { type Sql, sql, type Tx } from '../server/platform/db.ts';
import { type Figure, median } from './figures.ts';
import type { Stage } from './stage.ts';

const GOAL = 3;
/** Runs of each side that are not counted: they warm the caches. */
const WARM_UP = 2;

/**
 * Works out everybody's RFM group, thresholds included, from the orders as they are, and compares
 * with one sequential scan of the orders that counts and sums them. Both in one process (no parallel
 * workers), taking turns so that whatever else the machine does falls on both. The detail also tells
 * what the same sums take where an index alone answers, which is the plan PostgreSQL itself prefers
 * once the table has been vacuumed.
 */
export async function measureRfm(
  stage: Stage,
  { rounds }: { rounds: number },
  say: (line: string) => void,
): Promise<Figure> {
  await settle(stage.url);
  const turns: { scan: number; index: number; rfm: number }[] = [];
  let customers = 0;
  for (let round = 1; round <= WARM_UP + rounds; round++) {
    const scan = await timed(stage, (tx) => tx.one(sums(tx)), [
      sql`set local enable_indexscan = off`,
      sql`set local enable_indexonlyscan = off`,
      sql`set local enable_bitmapscan = off`,
    ]);
    const index = await timed(stage, (tx) => tx.one(sums(tx)));
    const rfm = await timed(stage, async (tx) => {
      ({ customers } = await rfmReport(tx));
    });
    if (round > WARM_UP) turns.push({ scan, index, rfm });
  }
  const ms = (of: (turn: (typeof turns)[number]) => number) => median(turns.map(of)).toFixed(0);
  const ratio = median(turns.map((turn) => turn.rfm / turn.scan));
  const strict = median(turns.map((turn) => turn.rfm / turn.index));
  say(`rfm: ${ms((t) => t.rfm)} ms, one scan ${ms((t) => t.scan)} ms, ratio ${ratio.toFixed(2)}`);
  return {
    name: 'RFM of everyone ÷ one sequential aggregate',
    value: ratio,
    unit: '×',
    goal: GOAL,
    better: 'lower',
    detail: `${customers} customers scored in ${ms((t) => t.rfm)} ms; their orders summed in ${ms((t) => t.scan)} ms by a sequential scan, in ${ms((t) => t.index)} ms from an index alone (${strict.toFixed(2)} ×); median of ${rounds} turns`,
  };
}

const sums = (tx: Tx): Sql => sql`
  select count(*), sum(total - returned), max(placed_at) from orders
  where tenant_id = ${tx.tenant.id}`;

/** What autovacuum does within a minute of such a load: statistics and the visibility map. */
async function settle(url: string): Promise<void> {
  const owner = new pg.Client(url);
  await owner.connect();
  try {
    await owner.query('vacuum analyze orders');
  } finally {
    await owner.end();
  }
}

async function timed(
  stage: Stage,
  work: (tx: Tx) => Promise<unknown>,
  settings: readonly Sql[] = [],
): Promise<number> {
  return stage.db.snapshot(stage.tenant, 'bench', async (tx) => {
    await tx.run(sql`set local max_parallel_workers_per_gather = 0`);
    for (const setting of settings) await tx.run(setting);
    const start = performance.now();
    await work(tx);
    return performance.now() - start;
  });
}
