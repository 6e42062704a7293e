import type { VoucherCampaign } from '@quen/contracts/programme.ts';
import type { Tx } from '../../platform/db.ts';
import { DomainError, invariant } from '../../platform/errors.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { formatDate } from '../../platform/time.ts';
import { programmeVersions } from '../programme/index.ts';
import { record } from '../timeline/index.ts';
import { judgeVoucher, type VoucherBill } from './judge.ts';
import {
  cancelRedemption,
  insertRedemption,
  lockVouchers,
  type Redemption,
  releaseUse,
  setVoucherState,
  standingRedemption,
  takeCampaignUse,
  takeCustomerUse,
  tidyCode,
  type Voucher,
} from './store.ts';

/** The campaign as it was when the voucher was issued: what was promised is what is applied. */
export async function campaignOf(tx: Tx, voucher: Voucher): Promise<VoucherCampaign> {
  const versions = await programmeVersions(tx);
  const version = versions.find((v) => v.version === voucher.programmeVersion);
  const campaign = version?.document.vouchers.find((c) => c.key === voucher.campaign);
  invariant(campaign, 'a voucher belongs to a campaign of the version it was issued under');
  return campaign;
}

/**
 * Uses a locked voucher up for a bill and counts it against its campaign's limits. Throws the
 * refusal, with everything it wrote undone. The caller holds the customer's standing.
 */
export async function useVoucher(
  tx: Tx,
  voucher: Voucher,
  bill: VoucherBill,
  receipt: { reference: string; orderId: string | null; recordedBy: string },
): Promise<{ discount: number; campaign: VoucherCampaign; redemption: Redemption }> {
  const campaign = await campaignOf(tx, voucher);
  if (voucher.state === 'redeemed') throw await alreadyUsed(tx, voucher);
  const discount = judgeVoucher(voucher, campaign, bill, tx.tenant);
  const redemption: Redemption = {
    id: uuidv7(bill.at),
    voucherId: voucher.id,
    campaign: campaign.key,
    customerId: bill.customerId,
    orderId: receipt.orderId,
    reference: receipt.reference,
    discount,
    at: bill.at,
  };
  await tx.savepoint(async () => {
    if (!(await takeCampaignUse(tx, campaign.key, campaign.limitTotal))) {
      throw new DomainError('voucher_limit_reached', { limit: campaign.limitTotal });
    }
    if (
      bill.customerId !== null &&
      !(await takeCustomerUse(tx, campaign.key, bill.customerId, campaign.limitPerCustomer))
    ) {
      throw new DomainError('voucher_customer_limit_reached', { limit: campaign.limitPerCustomer });
    }
    await insertRedemption(tx, redemption, receipt.recordedBy);
  });
  voucher.state = 'redeemed';
  if (bill.customerId !== null) {
    await record(tx, [
      {
        customerId: bill.customerId,
        kind: 'voucher.redeemed',
        at: bill.at,
        subject: voucher.id,
        data: { campaign: campaign.key, discount, order: receipt.orderId },
      },
    ]);
  }
  return { discount, campaign, redemption };
}

async function alreadyUsed(tx: Tx, voucher: Voucher): Promise<DomainError> {
  const standing = await standingRedemption(tx, voucher.id);
  return new DomainError('voucher_already_redeemed', {
    at: standing ? formatDate(standing.at, tx.tenant.timeZone) : '',
  });
}

/** A single voucher at a till that keeps its own receipts. The same receipt again is a repeat. */
export async function redeemCode(
  tx: Tx,
  code: string,
  bill: VoucherBill,
  reference: string,
): Promise<{ discount: number; repeated: boolean; voucher: Voucher }> {
  const voucher = (await lockVouchers(tx, [code])).get(tidyCode(code));
  if (!voucher) throw new DomainError('voucher_unknown');
  if (voucher.state === 'redeemed') {
    const standing = await standingRedemption(tx, voucher.id);
    if (standing?.reference === reference && standing.orderId === null) {
      return { discount: standing.discount, repeated: true, voucher };
    }
  }
  const receipt = { reference, orderId: null, recordedBy: tx.actor };
  const { discount } = await useVoucher(tx, voucher, bill, receipt);
  return { discount, repeated: false, voucher };
}

/** Undoes a redemption exactly once: the voucher can be used again and its limits count one less. */
export async function undoRedemption(tx: Tx, redemption: Redemption): Promise<boolean> {
  if (!(await cancelRedemption(tx, redemption.id))) return false;
  await setVoucherState(tx, redemption.voucherId, 'active');
  await releaseUse(tx, redemption.campaign, redemption.customerId);
  if (redemption.customerId !== null) {
    await record(tx, [
      {
        customerId: redemption.customerId,
        kind: 'voucher.cancelled',
        at: tx.now,
        subject: redemption.voucherId,
        data: { campaign: redemption.campaign, order: redemption.orderId },
      },
    ]);
  }
  return true;
}

/**
 * Undoes the use of a code for a receipt; voucher_not_redeemed where there is none. What an order took
 * off stays off until the order comes back (voucher_of_order).
 */
export async function cancelCode(tx: Tx, code: string, reference: string): Promise<Voucher> {
  const voucher = (await lockVouchers(tx, [code])).get(tidyCode(code));
  if (!voucher) throw new DomainError('voucher_unknown');
  const standing = await standingRedemption(tx, voucher.id);
  if (standing?.reference !== reference) throw new DomainError('voucher_not_redeemed');
  if (standing.orderId !== null) throw new DomainError('voucher_of_order');
  await undoRedemption(tx, standing);
  return { ...voucher, state: 'active' };
}
