import type { AnyRoute } from '../../platform/route.ts';
import { postOrder, postOrderBatch } from './http/orders.ts';
import { postQuote } from './http/quotes.ts';
import {
  postRedemption,
  postVoucherCancel,
  postVoucherRedeem,
  postVoucherValidate,
} from './http/redemptions.ts';
import { postOrderReturn } from './http/returns.ts';

export type { OrderOutcome, Posted, Rejected } from './outcome.ts';
export { postOrders } from './post.ts';
export { postReturn, type ReturnInput, type ReturnOutcome } from './return.ts';
export { verifyBusiness } from './verify.ts';

export const postingRoutes: readonly AnyRoute[] = [
  postOrder,
  postOrderBatch,
  postOrderReturn,
  postQuote,
  postRedemption,
  postVoucherValidate,
  postVoucherRedeem,
  postVoucherCancel,
];
