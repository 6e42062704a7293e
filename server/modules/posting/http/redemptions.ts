import { CustomerRef } from '@quen/contracts/orders.ts';
import { Type } from 'typebox';
import type { Tx } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { route } from '../../../platform/route.ts';
import { findCustomers } from '../../customers/index.ts';
import { lockStandings } from '../../orders/index.ts';
import {
  cancelCode,
  conditionSentences,
  redeemCode,
  type VoucherBill,
} from '../../rewards/index.ts';
import { factsForBill, quoteBill } from '../quote.ts';
import { spendPoints } from '../spend.ts';
import { Refusal, refusalOf } from '../wire.ts';

const Bill = Type.Integer({ minimum: 0, maximum: 10_000_000_000_000 });
const Reference = Type.String({ minLength: 1, maxLength: 200 });
const Code = Type.Object({ code: Type.String({ minLength: 1, maxLength: 60 }) });

export const postRedemption = route({
  method: 'POST',
  url: '/v1/redemptions',
  access: 'points.redeem',
  tag: 'Points',
  summary: 'Spend points as a discount, for tills that record their sales elsewhere.',
  body: Type.Object(
    {
      customer: CustomerRef,
      points: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
      bill: Bill,
      /** Receipt number: the same one again is a repeat, not a second spend. */
      reference: Reference,
    },
    { additionalProperties: false },
  ),
  response: Type.Object({
    id: Type.String({ format: 'uuid' }),
    customerId: Type.String({ format: 'uuid' }),
    points: Type.Integer(),
    discount: Type.Integer(),
    repeated: Type.Boolean(),
  }),
  errors: [
    'insufficient_points',
    'redemption_off',
    'redemption_below_minimum',
    'redemption_not_in_steps',
    'redemption_above_share',
  ],
  write: async (tx, { body }) => {
    const { transferId, ...spent } = await spendPoints(tx, body);
    return { id: transferId, ...spent };
  },
});

const TillBill = Type.Object(
  { customer: Type.Optional(CustomerRef), bill: Bill },
  { additionalProperties: false },
);

export const postVoucherValidate = route({
  method: 'POST',
  url: '/v1/vouchers/:code/validate',
  access: 'vouchers.read',
  tag: 'Vouchers',
  summary: 'Ask whether a voucher applies to a bill; the answer says why not.',
  params: Code,
  body: TillBill,
  response: Type.Object({
    valid: Type.Boolean(),
    campaign: Type.Union([Type.String(), Type.Null()]),
    discount: Type.Integer(),
    refusal: Type.Union([Refusal, Type.Null()]),
  }),
  read: async (tx, { params, body }) => {
    const quote = await quoteBill(tx, {
      customer: body.customer,
      bill: body.bill,
      items: 0,
      store: null,
      channel: 'store',
      vouchers: [params.code],
      points: 0,
    });
    const quoted = quote.vouchers[0];
    return {
      valid: quoted?.refusal === null,
      campaign: quoted?.campaign ?? null,
      discount: quoted?.discount ?? 0,
      refusal: quoted?.refusal ? refusalOf(quoted.refusal) : null,
    };
  },
});

export const postVoucherRedeem = route({
  method: 'POST',
  url: '/v1/vouchers/:code/redeem',
  access: 'vouchers.redeem',
  tag: 'Vouchers',
  summary: 'Use a voucher up for a receipt. The same receipt again is a repeat.',
  params: Code,
  body: Type.Object(
    { customer: Type.Optional(CustomerRef), bill: Bill, reference: Reference },
    { additionalProperties: false },
  ),
  response: Type.Object({
    discount: Type.Integer(),
    repeated: Type.Boolean(),
    campaign: Type.String(),
  }),
  errors: [
    'voucher_unknown',
    'voucher_not_yet_valid',
    'voucher_expired',
    'voucher_already_redeemed',
    'voucher_cancelled',
    'voucher_other_customer',
    'voucher_bill_too_small',
    'voucher_condition_unmet',
    'voucher_limit_reached',
    'voucher_customer_limit_reached',
    'customer_required',
  ],
  write: async (tx, { params, body }) => {
    const bill = await tillBill(tx, body);
    const { discount, repeated, voucher } = await redeemCode(tx, params.code, bill, body.reference);
    return { discount, repeated, campaign: voucher.campaign };
  },
});

export const postVoucherCancel = route({
  method: 'POST',
  url: '/v1/vouchers/:code/cancel',
  access: 'vouchers.redeem',
  tag: 'Vouchers',
  summary: 'Undo the use of a voucher for a receipt; it can be used again.',
  params: Code,
  body: Type.Object({ reference: Reference }, { additionalProperties: false }),
  response: Type.Object({ campaign: Type.String(), state: Type.String() }),
  errors: ['voucher_unknown', 'voucher_not_redeemed', 'voucher_of_order'],
  write: async (tx, { params, body }) => {
    const { campaign, state } = await cancelCode(tx, params.code, body.reference);
    return { campaign, state };
  },
});

/** The bill as a till states it, with the customer locked before any voucher is. */
async function tillBill(
  tx: Tx,
  { customer, bill }: { customer?: CustomerRef; bill: number },
): Promise<VoucherBill> {
  const customerId = customer ? ((await findCustomers(tx, [customer]))[0] ?? null) : null;
  if (customer && customerId === null) throw new DomainError('not_found');
  if (customerId !== null) await lockStandings(tx, [customerId]);
  const facts = await factsForBill(tx, { customerId, bill });
  return {
    bill,
    left: bill,
    customerId,
    at: tx.now,
    facts: () => facts,
    sentences: await conditionSentences(tx),
    applied: [],
  };
}
