import type { EarnRule, Redemption } from '@quen/contracts/programme.ts';
import { Refused } from './refused.ts';

/** ⌊amount · part ÷ whole⌋, exactly. */
export const share = (amount: number, part: number, whole: number): number =>
  Number((BigInt(amount) * BigInt(part)) / BigInt(whole));

/** What an amount paid in money earns. */
export function pointsFor({ per, points, rounding }: EarnRule, paid: number): number {
  const product = BigInt(paid) * BigInt(points);
  const step = BigInt(per);
  switch (rounding) {
    case 'down':
      return share(paid, 1, per) * points;
    case 'half_up':
      return Number((2n * product + step) / (2n * step));
    case 'up':
      return Number((product + step - 1n) / step);
  }
}

/** A bill before vouchers, and what they left of it. */
export interface Payable {
  bill: number;
  left: number;
}

/** What points take off a bill for somebody who holds `held` usable ones. */
export function valueOfPoints(
  rule: Redemption | null,
  { bill, left }: Payable,
  points: number,
  held: number,
): number {
  if (!rule) throw new Refused('redemption_off');
  if (points > held) throw new Refused('insufficient_points');
  if (points < rule.minimum) throw new Refused('redemption_below_minimum');
  if (points % rule.step > 0) throw new Refused('redemption_not_in_steps');
  const payable = Math.min(left, share(bill, rule.maxSharePercent, 100));
  const most = share(payable, rule.points, rule.value);
  // Points come in steps, so a most that is not in steps is as good as the step below it.
  if (points > most) throw new Refused('redemption_above_share');
  return share(points, rule.value, rule.points);
}
