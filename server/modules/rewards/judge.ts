import type { VoucherCampaign } from '@quen/contracts/programme.ts';
import type { Locale } from '@quen/contracts/text.ts';
import type { Tenant } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { formatMoney, mulDiv } from '../../platform/money.ts';
import { formatDate } from '../../platform/time.ts';
import { type Facts, matches } from '../conditions/index.ts';
import type { Voucher } from './store.ts';
import type { Sentences } from './words.ts';

/** The bill a voucher is held against. Amounts in minor units. */
export interface VoucherBill {
  /** Before any voucher or point: what the minimum is measured on. */
  bill: number;
  /** What is left of it after the vouchers applied so far. */
  left: number;
  customerId: string | null;
  at: Date;
  facts: () => Facts;
  /** Puts a condition that is not met into words. */
  sentences: Sentences;
  /** Campaigns of the vouchers already applied to this bill. */
  applied: readonly VoucherCampaign[];
}

/**
 * What a voucher takes off a bill. Throws the refusal otherwise. Checked in this order, so that the
 * cashier hears the first thing that is wrong: state, owner, dates, minimum, conditions, combination.
 */
export function judgeVoucher(
  voucher: Voucher,
  campaign: VoucherCampaign,
  bill: VoucherBill,
  tenant: Tenant,
): number {
  if (voucher.state === 'cancelled') throw new DomainError('voucher_cancelled');
  if (voucher.state === 'redeemed') throw new DomainError('voucher_already_redeemed', { at: '' });
  if (voucher.customerId !== null) {
    if (bill.customerId === null) throw new DomainError('customer_required');
    if (voucher.customerId !== bill.customerId) throw new DomainError('voucher_other_customer');
  }
  const date = (at: Date) => formatDate(at, tenant.timeZone);
  if (bill.at < voucher.validFrom) {
    throw new DomainError('voucher_not_yet_valid', { validFrom: date(voucher.validFrom) });
  }
  if (voucher.validUntil && bill.at >= voucher.validUntil) {
    // Half-open: the last good day is the one before the end.
    const lastDay = new Date(voucher.validUntil.getTime() - 1);
    throw new DomainError('voucher_expired', { validUntil: date(lastDay) });
  }
  if (bill.bill < campaign.minBill) {
    const money = (amount: number) => formatMoney(amount, tenant.currency, tenant.locale as Locale);
    throw new DomainError('voucher_bill_too_small', {
      minBill: money(campaign.minBill),
      missing: money(campaign.minBill - bill.bill),
    });
  }
  if (campaign.when && !matches(campaign.when, bill.facts())) {
    const { vi, en } = bill.sentences(campaign.when);
    throw new DomainError('voucher_condition_unmet', { conditionVi: vi, conditionEn: en });
  }
  const alone = [campaign, ...bill.applied].some((c) => c.stacking === 'alone');
  if (bill.applied.length > 0 && alone) throw new DomainError('voucher_not_combinable');
  return Math.min(bill.left, discountOf(campaign, bill.left));
}

/** Percent rounds down to the minor unit: never more than promised. */
export function discountOf({ discount }: VoucherCampaign, amount: number): number {
  if (discount.kind === 'amount') return discount.amount;
  const share = mulDiv(amount, discount.percent, 100);
  return discount.cap === null ? share : Math.min(share, discount.cap);
}
