import { measureBulk } from './bulk.ts';
import type { Figure } from './figures.ts';
import { historyOf, type Scale } from './history.ts';
import { measurePosting, type PostingOptions } from './posting.ts';
import { measureRfm } from './rfm.ts';
import { openStage } from './stage.ts';

export interface BenchOptions {
  scale: Scale;
  bulkRounds: number;
  posting: PostingOptions;
  rfmRounds: number;
}

/** What the goals are stated for. */
export const full: BenchOptions = {
  scale: { customers: 100_000, orders: 500_000 },
  // Each ends with lanes that wait for the last one, as an import does only once: not too many.
  bulkRounds: 10,
  posting: { rounds: 13, seconds: 4, warmUpSeconds: 15 },
  rfmRounds: 21,
};

/** Whether everything works, in half a minute; its figures say little. */
export const small: BenchOptions = {
  scale: { customers: 2_000, orders: 20_000 },
  bulkRounds: 2,
  posting: { rounds: 2, seconds: 2, warmUpSeconds: 4 },
  rfmRounds: 3,
};

/** The smallest run that still goes through everything: for the test of the bench itself. */
export const tiny: BenchOptions = {
  scale: { customers: 200, orders: 4_000 },
  bulkRounds: 1,
  posting: { rounds: 1, seconds: 1, warmUpSeconds: 2 },
  rfmRounds: 1,
};

/** Measures everything in one run on a fresh database. `say` gets a line now and then. */
export async function runBench(
  options: BenchOptions,
  say: (line: string) => void,
): Promise<Figure[]> {
  const stage = await openStage();
  try {
    const history = historyOf(options.scale, Date.now());
    return [
      ...(await measureBulk(stage, history, { rounds: options.bulkRounds }, say)),
      await measureRfm(stage, { rounds: options.rfmRounds }, say),
      ...(await measurePosting(stage, options.scale, options.posting, say)),
    ];
  } finally {
    await stage.close();
  }
}
