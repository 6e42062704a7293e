import type { EarnRule } from '@quen/contracts/programme.ts';
import type { Lot, Use } from './ledger.ts';
import type { Voucher } from './vouchers.ts';

/** A sale as the till sends it. Amounts in minor units, moments in milliseconds. */
export interface Sale {
  key: string;
  /** null: a walk-in. */
  customer: string | null;
  at: number;
  bill: number;
  /** Of the bill, paid with a gift card: not money, so it earns nothing. */
  giftCard: number;
  points: number;
  vouchers: readonly string[];
  /** At a store nobody knows. */
  elsewhere: boolean;
}

export interface Order extends Sale {
  /** Paid in money, after vouchers and points. */
  total: number;
  voucherDiscount: number;
  pointsDiscount: number;
  redeemed: Voucher[];
  spent: Use[];
  earnings: Earning[];
  /** What came back so far, as value of goods, in money and in points that had paid for it. */
  returnedBill: number;
  returned: number;
  givenBack: number;
}

export interface Earning {
  rule: EarnRule;
  lot: Lot;
  takenBack: number;
}

/** What of an order was paid in money. */
export const moneyOf = ({ total, giftCard }: Order): number => Math.max(0, total - giftCard);
