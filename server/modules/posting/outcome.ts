import type { DomainError } from '../../platform/errors.ts';
import type { RuleTrace } from '../programme/index.ts';

/** What became of an order that was posted now or before. Amounts in minor units. */
export interface Posted {
  status: 'posted' | 'duplicate';
  orderId: string;
  customerId: string | null;
  /** Before vouchers and points. */
  bill: number;
  voucherDiscount: number;
  pointsDiscount: number;
  /** What was left to pay in money. */
  total: number;
  pointsEarned: number;
  pointsSpent: number;
  tier: { from: string | null; to: string | null } | null;
  /** What each rule did; empty for duplicates. */
  traces: RuleTrace[];
}

export interface Rejected {
  status: 'rejected';
  error: DomainError;
}

export type OrderOutcome = Posted | Rejected;
