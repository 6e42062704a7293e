import type { VoucherCampaign } from '@quen/contracts/programme.ts';
import { startOfDayPlus } from './calendar.ts';
import { type Payable, share } from './points.ts';
import { Refused } from './refused.ts';

export interface Voucher {
  code: string;
  /** As it was when the voucher was issued: later versions of the programme do not change it. */
  campaign: VoucherCampaign;
  owner: string;
  state: 'active' | 'redeemed';
  validFrom: number;
  validUntil: number | null;
}

/** All vouchers, and how often each campaign was used. Only campaigns without conditions or windows. */
export class Vouchers {
  readonly #zone: string;
  readonly #byCode = new Map<string, Voucher>();

  constructor(zone: string) {
    this.#zone = zone;
  }

  all(): Voucher[] {
    return [...this.#byCode.values()];
  }

  issue(code: string, campaign: VoucherCampaign, owner: string, at: number): Voucher {
    const { validDays } = campaign;
    const voucher: Voucher = {
      code,
      campaign,
      owner,
      state: 'active',
      validFrom: at,
      validUntil: validDays === null ? null : startOfDayPlus(at, validDays + 1, this.#zone),
    };
    this.#byCode.set(code, voucher);
    return voucher;
  }

  /** Uses a voucher besides those `applied` before it; what it takes off. */
  redeem(
    code: string,
    customer: string | null,
    payable: Payable,
    at: number,
    applied: readonly Voucher[] = [],
  ): { voucher: Voucher; discount: number } {
    const voucher = this.#byCode.get(code);
    if (!voucher) throw new Refused('voucher_unknown');
    if (voucher.state === 'redeemed') throw new Refused('voucher_already_redeemed');
    if (customer === null) throw new Refused('customer_required');
    if (voucher.owner !== customer) throw new Refused('voucher_other_customer');
    if (at < voucher.validFrom) throw new Refused('voucher_not_yet_valid');
    if (voucher.validUntil !== null && at >= voucher.validUntil)
      throw new Refused('voucher_expired');
    const { campaign } = voucher;
    if (payable.bill < campaign.minBill) throw new Refused('voucher_bill_too_small');
    const alone = [voucher, ...applied].some((v) => v.campaign.stacking === 'alone');
    if (applied.length > 0 && alone) throw new Refused('voucher_not_combinable');
    if (reached(campaign.limitTotal, this.#used(campaign.key)))
      throw new Refused('voucher_limit_reached');
    if (reached(campaign.limitPerCustomer, this.#used(campaign.key, customer)))
      throw new Refused('voucher_customer_limit_reached');
    voucher.state = 'redeemed';
    return { voucher, discount: discountOf(campaign, payable.left) };
  }

  /** Makes vouchers usable again; they count for no limit any more. */
  restore(vouchers: readonly Voucher[]): void {
    for (const voucher of vouchers) voucher.state = 'active';
  }

  #used(campaign: string, owner?: string): number {
    return this.all().filter(
      (v) =>
        v.state === 'redeemed' &&
        v.campaign.key === campaign &&
        (owner === undefined || v.owner === owner),
    ).length;
  }
}

const reached = (limit: number | null, used: number) => limit !== null && used >= limit;

function discountOf({ discount }: VoucherCampaign, left: number): number {
  if (discount.kind === 'amount') return Math.min(discount.amount, left);
  const off = share(left, discount.percent, 100);
  return discount.cap === null ? off : Math.min(off, discount.cap);
}
