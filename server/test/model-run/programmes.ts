import type {
  EarnRule,
  Programme,
  TierLevel,
  VoucherCampaign,
  Wallet,
} from '@quen/contracts/programme.ts';
import { tenPercentOff } from '../business.ts';
import type { Random } from './random.ts';

/** `days`: a shop's year, sale by sale. `years`: late receipts and new levels, for the tiers. */
export type Kind = 'days' | 'years';

/**
 * The starter programme with all drawn anew that the model knows. `asking`: a rule looks at the
 * customer, so that a batch is posted in several goes.
 */
export function drawProgramme(
  starter: Programme,
  random: Random,
  { kind, asking }: { kind: Kind; asking: boolean },
): Programme {
  // Every other business has no level for everyone. Levels take a while to reach by what is sold.
  const levels = starter.tiers.slice(random.int(0, 1)).map((level) => {
    const threshold = level.threshold * (kind === 'years' ? 0.5 : 1.5);
    return { ...level, threshold, keep: Math.floor(threshold * random.pick([0.2, 0.4, 0.8])) };
  });
  return {
    ...starter,
    wallets: starter.wallets.flatMap((wallet) => drawWallets(wallet, random)),
    earnRules: starter.earnRules.flatMap((rule) => drawRules(rule, random, asking)),
    tiers: keepsAscending(levels),
    redemption: {
      wallet: random.pick(['points', 'points', 'stars']),
      points: random.pick([1, 1, 3]),
      value: random.pick([100, 500, 1_000]),
      minimum: random.pick([1, 5]),
      step: random.pick([1, 1, 5]),
      maxSharePercent: random.pick([33, 50, 100]),
    },
    vouchers: drawCampaigns(random, asking),
  };
}

/** The version after this one: other rules, perhaps other levels and campaigns. */
export function drawNextVersion(last: Programme, random: Random, asking: boolean): Programme {
  return {
    ...last,
    earnRules: last.earnRules.slice(0, 1).flatMap((rule) => drawRules(rule, random, asking)),
    tiers: random.chance(0.7) ? drawNextLevels(last.tiers, random) : last.tiers,
    vouchers: random.chance(0.5) ? last.vouchers : drawCampaigns(random, asking),
  };
}

const drawWallets = (wallet: Wallet, random: Random): Wallet[] => [
  {
    ...wallet,
    pendingDays: random.pick([0, 0, 2]),
    expiry: { kind: 'months', months: random.pick([1, 3, 12]) },
  },
  {
    ...wallet,
    key: 'stars',
    expiry: random.pick<Wallet['expiry']>([{ kind: 'never' }, { kind: 'months', months: 6 }]),
  },
];

/** A rule for each wallet. */
const drawRules = (rule: EarnRule, random: Random, asking: boolean): EarnRule[] => [
  {
    ...rule,
    per: random.pick([1_000, 9_999, 10_000]),
    points: random.pick([1, 1, 3]),
    rounding: random.pick<EarnRule['rounding']>(['down', 'half_up', 'up']),
  },
  {
    ...rule,
    key: 'star',
    wallet: 'stars',
    per: 50_000,
    points: 1,
    rounding: 'half_up',
    when: asking ? { field: 'customer.orders', op: 'gte', value: 2 } : null,
  },
];

function drawNextLevels(levels: readonly TierLevel[], random: Random): TierLevel[] {
  const renamed = random.chance(0.2) ? random.int(0, levels.length - 1) : -1;
  const next = levels.map((level, i) => {
    const threshold = Math.floor(level.threshold * random.pick([0.5, 0.7, 1, 1.4]));
    const key = i === renamed ? `new-${level.key}` : level.key;
    return { ...level, key, threshold, keep: Math.min(level.keep, threshold) };
  });
  const ascending = next.every((l, i) => i === 0 || l.threshold > (next[i - 1]?.threshold ?? 0));
  return ascending ? keepsAscending(next) : [...levels];
}

/** No level is easier to keep than the one below it. */
const keepsAscending = (levels: readonly TierLevel[]): TierLevel[] =>
  levels.map((level, i) => ({ ...level, keep: Math.min(...levels.slice(i).map((l) => l.keep)) }));

/**
 * Where rules ask of the customer there is no limit for all: a batch is then posted customer by
 * customer, and who comes first to the last voucher is left open.
 */
function drawCampaigns(random: Random, asking: boolean): VoucherCampaign[] {
  const validDays = () => random.pick([null, 1, 30]);
  return [
    {
      ...tenPercentOff,
      key: 'amount',
      validDays: validDays(),
      discount: { kind: 'amount', amount: random.int(1, 80_000) },
      minBill: random.pick([0, 100_000]),
      limitTotal: asking ? null : random.pick([null, 5, 20]),
      limitPerCustomer: random.pick([null, 1, 3]),
    },
    {
      ...tenPercentOff,
      key: 'percent',
      validDays: validDays(),
      discount: {
        kind: 'percent',
        percent: random.pick([7, 33, 100]),
        cap: random.pick([null, 40_000]),
      },
      stacking: random.pick<VoucherCampaign['stacking']>(['together', 'alone']),
    },
  ];
}
