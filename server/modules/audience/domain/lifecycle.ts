import type { LifecycleStage } from '@quen/contracts/audience.ts';

export interface LifecycleSettings {
  /** Days since the last order from which a customer is dormant. */
  dormantDays: number;
  /** Days since the last order after which a customer is lost. */
  lostDays: number;
}

/**
 * The stage of a customer with so many kept orders, the last of them so many local days ago. Every
 * customer is in exactly one: prospect without orders; while days < dormantDays first, building
 * (2–3) or frequent (≥ 4); dormant up to and including lostDays; lost beyond.
 */
export function lifecycleStage(
  orders: number,
  days: number,
  { dormantDays, lostDays }: LifecycleSettings,
): LifecycleStage {
  if (orders === 0) return 'prospect';
  if (days > lostDays) return 'lost';
  if (days >= dormantDays) return 'dormant';
  if (orders === 1) return 'first';
  return orders <= 3 ? 'building' : 'frequent';
}
