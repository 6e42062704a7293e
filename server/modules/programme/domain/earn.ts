import type { EarnRule, Programme, Wallet } from '@quen/contracts/programme.ts';
import { mulDiv } from '../../../platform/money.ts';
import { endOfMonthPlus, startOfDate, startOfDayPlus } from '../../../platform/time.ts';
import { type Facts, matches } from '../../conditions/index.ts';

/** Points a rule gives for an amount of money (minor units). Integers in, integer out. */
export function pointsFor(
  rule: Pick<EarnRule, 'per' | 'points' | 'rounding'>,
  base: number,
): number {
  // Exact: ⌊base·points ÷ per⌋ and whether anything was left over; never a float.
  const whole = mulDiv(base, rule.points, rule.per);
  switch (rule.rounding) {
    case 'down':
      return Math.floor(base / rule.per) * rule.points;
    case 'half_up':
      return mulDiv(2 * base, rule.points, rule.per) > 2 * whole ? whole + 1 : whole;
    case 'up':
      return isWhole(base, rule.points, rule.per) ? whole : whole + 1;
  }
}

const isWhole = (base: number, points: number, per: number) =>
  (BigInt(base) * BigInt(points)) % BigInt(per) === 0n;

/** What one rule did with one order, as the explain page shows it. */
export interface RuleTrace {
  rule: string;
  outcome: 'earned' | 'below_step' | 'paused' | 'condition' | 'not_started' | 'no_customer';
  base: number;
  per: number;
  points: number;
  rounding: EarnRule['rounding'];
  earned: number;
}

export interface Earning {
  wallet: Wallet;
  rule: EarnRule;
  points: number;
  usableAt: Date;
  expiresAt: Date | null;
}

/**
 * Decides what an order of `base` money earns under a programme. All matching rules add up. `facts` are
 * null where nobody is named: then nobody earns, and no rule is asked what it thinks of them.
 */
export function decideEarning(
  programme: Programme,
  order: { base: number; placedAt: Date; facts: (() => Facts) | null },
  zone: string,
): { earnings: Earning[]; traces: RuleTrace[] } {
  const started = !programme.startsOn || order.placedAt >= startOfDate(programme.startsOn, zone);
  const earnings: Earning[] = [];
  const traces: RuleTrace[] = [];
  for (const rule of programme.earnRules) {
    const points = pointsFor(rule, order.base);
    const outcome = outcomeOf(rule, started, order.facts, points);
    const earned = outcome === 'earned' ? points : 0;
    traces.push({
      rule: rule.key,
      outcome,
      base: order.base,
      per: rule.per,
      points: rule.points,
      rounding: rule.rounding,
      earned,
    });
    if (earned === 0) continue;
    const wallet = programme.wallets.find((w) => w.key === rule.wallet);
    if (!wallet) continue;
    const { usableAt, expiresAt } = lotTimes(wallet, order.placedAt, zone);
    earnings.push({ wallet, rule, points: earned, usableAt, expiresAt });
  }
  return { earnings, traces };
}

function outcomeOf(
  rule: EarnRule,
  started: boolean,
  facts: (() => Facts) | null,
  points: number,
): RuleTrace['outcome'] {
  if (!facts) return 'no_customer';
  if (!started) return 'not_started';
  if (rule.status === 'paused') return 'paused';
  if (rule.when && !matches(rule.when, facts())) return 'condition';
  return points === 0 ? 'below_step' : 'earned';
}

/** When points earned at a moment become usable and when they end. */
export function lotTimes(
  { pendingDays, expiry }: Pick<Wallet, 'pendingDays' | 'expiry'>,
  earnedAt: Date,
  zone: string,
): { usableAt: Date; expiresAt: Date | null } {
  return {
    usableAt: pendingDays > 0 ? startOfDayPlus(earnedAt, pendingDays, zone) : earnedAt,
    expiresAt: expiry.kind === 'months' ? endOfMonthPlus(earnedAt, expiry.months, zone) : null,
  };
}
