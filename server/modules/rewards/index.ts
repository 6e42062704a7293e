export { rewardRoutes } from './http.ts';
export { issueVouchers, type VoucherRequest } from './issue.ts';
export { judgeVoucher, type VoucherBill } from './judge.ts';
export { campaignOf, cancelCode, redeemCode, undoRedemption, useVoucher } from './redeem.ts';
export {
  type CampaignCounters,
  campaignCounters,
  lockVouchers,
  type Redemption,
  redemptionsOfOrders,
  tidyCode,
  usageOf,
  type Voucher,
  vouchersByCode,
  vouchersById,
  vouchersOf,
} from './store.ts';
export { conditionSentences, type Sentences } from './words.ts';
