export { rewardRoutes, VoucherOut, voucherWire } from './http.ts';
export { issueVouchers, type VoucherRequest, validityOf } from './issue.ts';
export { discountOf, judgeVoucher, type VoucherBill } from './judge.ts';
export { campaignOf, cancelCode, redeemCode, undoRedemption, useVoucher } from './redeem.ts';
export {
  type CampaignCounters,
  campaignCounters,
  listVouchers,
  lockVouchers,
  type Redemption,
  redemptionsOfOrders,
  standingRedemption,
  tidyCode,
  usageOf,
  type Voucher,
  vouchersByCode,
  vouchersById,
  vouchersOf,
} from './store.ts';
export { conditionSentences, type Sentences } from './words.ts';
