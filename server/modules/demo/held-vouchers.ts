import type { VoucherCampaign } from '@quen/contracts/programme.ts';
import type { Voucher } from '../rewards/index.ts';
import type { DemoOrder } from './domain/plan.ts';

/** The vouchers the customers of the story carry with them: who hands in which, and when. */
export class HeldVouchers {
  readonly #byCustomer = new Map<string, Voucher[]>();

  add(vouchers: readonly Voucher[]): void {
    for (const voucher of vouchers) {
      const held = this.#byCustomer.get(voucher.customerId as string) ?? [];
      held.push(voucher);
      this.#byCustomer.set(voucher.customerId as string, held);
    }
  }

  /** A voucher that fits the order; it is no longer held afterwards. */
  take(
    customerId: string,
    order: DemoOrder,
    campaigns: ReadonlyMap<string, VoucherCampaign>,
  ): Voucher | undefined {
    const held = this.#byCustomer.get(customerId);
    if (!held) return undefined;
    const fits = held.findIndex(
      ({ campaign, validFrom, validUntil }) =>
        order.placedAt >= validFrom &&
        (validUntil === null || order.placedAt < validUntil) &&
        order.total >= (campaigns.get(campaign)?.minBill ?? Number.POSITIVE_INFINITY),
    );
    return fits === -1 ? undefined : held.splice(fits, 1)[0];
  }
}
