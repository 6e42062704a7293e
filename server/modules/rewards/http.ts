import { type Static, Type } from 'typebox';
import { DomainError } from '../../platform/errors.ts';
import { type AnyRoute, route } from '../../platform/route.ts';
import { audit } from '../access/index.ts';
import { findCustomers } from '../customers/index.ts';
import { currentProgramme } from '../programme/index.ts';
import { issueVouchers } from './issue.ts';
import { campaignCounters, listVouchers, type Voucher } from './store.ts';

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Union([type, Type.Null()]);

export const VoucherOut = Type.Object({
  id: Type.String({ format: 'uuid' }),
  code: Type.String(),
  campaign: Type.String(),
  customerId: Nullable(Type.String({ format: 'uuid' })),
  state: Type.Enum(['active', 'redeemed', 'cancelled']),
  validFrom: Type.String(),
  validUntil: Nullable(Type.String()),
  issuedAt: Type.String(),
  issuedBy: Type.String(),
});

export const voucherWire = (v: Voucher): Static<typeof VoucherOut> => ({
  id: v.id,
  code: v.code,
  campaign: v.campaign,
  customerId: v.customerId,
  state: v.state,
  validFrom: v.validFrom.toISOString(),
  validUntil: v.validUntil?.toISOString() ?? null,
  issuedAt: v.issuedAt.toISOString(),
  issuedBy: v.issuedBy,
});

const getVouchers = route({
  method: 'GET',
  url: '/v1/vouchers',
  access: 'vouchers.read',
  tag: 'Vouchers',
  summary: 'Vouchers, newest first.',
  query: Type.Object({
    campaign: Type.Optional(Type.String({ maxLength: 40 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    cursor: Type.Optional(Type.String({ format: 'uuid' })),
  }),
  response: Type.Object({ items: Type.Array(VoucherOut), next: Nullable(Type.String()) }),
  read: async (tx, { query }) => {
    const limit = query.limit ?? 50;
    const rows = await listVouchers(tx, {
      campaign: query.campaign,
      cursor: query.cursor,
      limit: limit + 1,
    });
    const items = rows.slice(0, limit).map(voucherWire);
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  },
});

const getVoucherCampaigns = route({
  method: 'GET',
  url: '/v1/voucher-campaigns',
  access: 'vouchers.read',
  tag: 'Vouchers',
  summary: 'Campaigns of the published programme with how many vouchers were issued and used.',
  response: Type.Object({
    items: Type.Array(
      Type.Object({
        key: Type.String(),
        name: Type.Object({ vi: Type.String(), en: Type.String() }),
        discount: Type.Object({}, { additionalProperties: true }),
        minBill: Type.Integer(),
        limitTotal: Nullable(Type.Integer()),
        limitPerCustomer: Nullable(Type.Integer()),
        issued: Type.Integer(),
        redeemed: Type.Integer(),
      }),
    ),
  }),
  read: async (tx) => {
    const { document } = await currentProgramme(tx);
    const counters = await campaignCounters(tx);
    return {
      items: document.vouchers.map((c) => ({
        key: c.key,
        name: c.name,
        discount: c.discount,
        minBill: c.minBill,
        limitTotal: c.limitTotal,
        limitPerCustomer: c.limitPerCustomer,
        issued: counters.get(c.key)?.issued ?? 0,
        redeemed: counters.get(c.key)?.redeemed ?? 0,
      })),
    };
  },
});

const postVouchers = route({
  method: 'POST',
  url: '/v1/vouchers',
  access: 'vouchers.issue',
  tag: 'Vouchers',
  summary: 'Give a customer a voucher of a campaign.',
  body: Type.Object(
    {
      campaign: Type.String({ minLength: 1, maxLength: 40 }),
      customerId: Type.String({ format: 'uuid' }),
    },
    { additionalProperties: false },
  ),
  response: VoucherOut,
  status: 201,
  write: async (tx, { body }) => {
    const [customerId] = await findCustomers(tx, [{ id: body.customerId }]);
    if (!customerId) throw new DomainError('not_found');
    const [voucher] = await issueVouchers(tx, [
      { campaign: body.campaign, customerId, issuedBy: tx.actor },
    ]);
    await audit(tx, {
      action: 'voucher.issue',
      subject: `customer:${customerId}`,
      before: null,
      after: { voucher: voucher?.id, campaign: body.campaign },
    });
    return voucherWire(voucher as Voucher);
  },
});

export const rewardRoutes: readonly AnyRoute[] = [getVouchers, getVoucherCampaigns, postVouchers];
