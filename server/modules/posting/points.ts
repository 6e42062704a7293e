import type { Redemption } from '@quen/contracts/programme.ts';
import { DomainError } from '../../platform/errors.ts';
import { mulDiv } from '../../platform/money.ts';

/** A bill that points may pay a part of. Amounts in minor units. */
export interface PayableBill {
  /** Before vouchers and points: the share is a share of this. */
  bill: number;
  /** After vouchers: points never take more. */
  left: number;
}

/** Most points that may be spent on a bill by rule, whatever the customer holds. */
export function mostPoints(rule: Redemption, { bill, left }: PayableBill): number {
  const value = Math.min(left, mulDiv(bill, rule.maxSharePercent, 100));
  const points = mulDiv(value, rule.points, rule.value);
  return points - (points % rule.step);
}

/** What points take off a bill. */
export const valueOfPoints = (rule: Redemption, points: number): number =>
  mulDiv(points, rule.value, rule.points);

/** Most points a customer can and may spend on a bill now: what the "max" button offers. */
export function spendablePoints(rule: Redemption, bill: PayableBill, held: number): number {
  const most = Math.min(mostPoints(rule, bill), held - (held % rule.step));
  return most < rule.minimum ? 0 : most;
}

/** The value of spending these points on the bill; throws the refusal that names the rule broken. */
export function judgePoints(
  rule: Redemption | null,
  bill: PayableBill,
  points: number,
  held: number,
): number {
  if (!rule) throw new DomainError('redemption_off');
  if (points > held) {
    throw new DomainError('insufficient_points', { needed: points, available: held });
  }
  if (points < rule.minimum) {
    throw new DomainError('redemption_below_minimum', { minimum: rule.minimum });
  }
  if (points % rule.step !== 0)
    throw new DomainError('redemption_not_in_steps', { step: rule.step });
  const maxPoints = mostPoints(rule, bill);
  if (points > maxPoints) {
    throw new DomainError('redemption_above_share', {
      maxSharePercent: rule.maxSharePercent,
      maxPoints,
    });
  }
  return valueOfPoints(rule, points);
}
