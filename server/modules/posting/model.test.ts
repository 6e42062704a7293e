import { test } from 'vitest';
import { MS_PER_DAY } from '../../platform/time.ts';
import { expectVerified } from '../../test/business.ts';
import { testDatabase } from '../../test/harness.ts';
import { compareAll } from '../../test/model-run/compare.ts';
import { postBatch } from '../../test/model-run/orders.ts';
import {
  cancelVoucher,
  expirePoints,
  issueVoucher,
  publishVersion,
  redeemVoucher,
  repeatReturn,
  review,
  spendAtTill,
  takeGoodsBack,
} from '../../test/model-run/others.ts';
import type { Kind } from '../../test/model-run/programmes.ts';
import { Run } from '../../test/model-run/run.ts';

// Of the first seeds those that notice most of the mistakes one can put into posting.
const FEW = '1,2,6';

/**
 * Random things done to a business, each answered and kept as the model of server/test/model says. The
 * same seed does the same again; QUEN_MODEL_SEEDS=1-40 or 7,12 runs those seeds instead of a few.
 */
const SEEDS = seedsOf(process.env.QUEN_MODEL_SEEDS ?? FEW);
const STEPS = 200;

interface Operation {
  weight: number;
  act: (run: Run) => Promise<void>;
}

const operationsOf = (kind: Kind): Operation[] => [
  { weight: 40, act: postBatch },
  { weight: 14, act: takeGoodsBack },
  { weight: 2, act: repeatReturn },
  { weight: 5, act: spendAtTill },
  { weight: 8, act: issueVoucher },
  { weight: 3, act: redeemVoucher },
  { weight: 1, act: cancelVoucher },
  { weight: 4, act: expirePoints },
  { weight: 3, act: review },
  { weight: kind === 'years' ? 6 : 2, act: publishVersion },
];

/** How long nothing happens before the next operation. */
const PAUSES: Record<Kind, number[]> = {
  days: [1_000, 60_000, 3_600_000, MS_PER_DAY, 5 * MS_PER_DAY, 12 * MS_PER_DAY],
  years: [MS_PER_DAY, 12 * MS_PER_DAY, 20 * MS_PER_DAY, 30 * MS_PER_DAY],
};

const at = await testDatabase();

const cases = SEEDS.flatMap((seed) => (['days', 'years'] as const).map((kind) => ({ kind, seed })));

test.each(cases)(
  'what is done at random agrees with the model: $kind, seed $seed',
  async (drawn) => {
    const run = await Run.open(at, drawn.kind, drawn.seed);
    const operations = operationsOf(drawn.kind);
    await run.telling(async () => {
      for (let step = 1; step <= STEPS; step++) {
        run.pass(run.random.pick(PAUSES[drawn.kind]));
        await run.random.pickOf(operations).act(run);
        if (run.random.chance(0.2) || step === STEPS) await compareAll(run);
        if (step % 50 === 0) await expectVerified(at.db, run.shop);
      }
    });
  },
);

function seedsOf(text: string): number[] {
  return text.split(',').flatMap((part) => {
    const [first = 1, last = first] = part.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
}
