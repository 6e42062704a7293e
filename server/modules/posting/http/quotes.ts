import { CustomerRef, OrderLine } from '@quen/contracts/orders.ts';
import { type Static, Type } from 'typebox';
import { route } from '../../../platform/route.ts';
import { type Quote, type QuotedVoucher, quoteBill } from '../quote.ts';
import { Refusal, refusalOf, traceText } from '../wire.ts';

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Union([type, Type.Null()]);

const QuotedVoucherOut = Type.Object({
  code: Type.String(),
  campaign: Nullable(Type.String()),
  discount: Type.Integer(),
  refusal: Nullable(Refusal),
});

const QuoteOut = Type.Object({
  customerId: Nullable(Type.String({ format: 'uuid' })),
  bill: Type.Integer(),
  vouchers: Type.Array(QuotedVoucherOut),
  voucherDiscount: Type.Integer(),
  points: Type.Object({
    spent: Type.Integer(),
    discount: Type.Integer(),
    usable: Type.Integer(),
    most: Type.Integer(),
    refusal: Nullable(Refusal),
  }),
  total: Type.Integer(),
  earns: Type.Object({
    points: Type.Integer(),
    why: Type.Array(
      Type.Object({
        rule: Type.String(),
        outcome: Type.String(),
        earned: Type.Integer(),
        text: Type.Object({ vi: Type.String(), en: Type.String() }),
      }),
    ),
  }),
  offers: Type.Array(QuotedVoucherOut),
});

const voucherOut = (v: QuotedVoucher): Static<typeof QuotedVoucherOut> => ({
  ...v,
  refusal: v.refusal && refusalOf(v.refusal),
});

function quoteWire(quote: Quote): Static<typeof QuoteOut> {
  return {
    ...quote,
    vouchers: quote.vouchers.map(voucherOut),
    offers: quote.offers.map(voucherOut),
    points: { ...quote.points, refusal: quote.points.refusal && refusalOf(quote.points.refusal) },
    earns: {
      points: quote.earns.points,
      why: quote.earns.traces.map((t) => ({
        rule: t.rule,
        outcome: t.outcome,
        earned: t.earned,
        text: traceText(t),
      })),
    },
  };
}

export const postQuote = route({
  method: 'POST',
  url: '/v1/quotes',
  access: 'vouchers.read',
  tag: 'Orders',
  summary:
    'Try a bill: which vouchers and points apply, what is left to pay, and why the rest does not apply.',
  body: Type.Object(
    {
      customer: Type.Optional(CustomerRef),
      total: Type.Integer({ minimum: 0, maximum: 10_000_000_000_000 }),
      items: Type.Optional(Type.Integer({ minimum: 0 })),
      lines: Type.Optional(Type.Array(OrderLine, { maxItems: 10_000 })),
      store: Type.Optional(Type.String({ maxLength: 40 })),
      channel: Type.Optional(Type.String({ maxLength: 40 })),
      redeem: Type.Optional(
        Type.Object({
          points: Type.Optional(
            Type.Union([Type.Integer({ minimum: 0, maximum: 1_000_000_000 }), Type.Literal('max')]),
          ),
          vouchers: Type.Optional(
            Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 10 }),
          ),
        }),
      ),
    },
    { additionalProperties: false },
  ),
  response: QuoteOut,
  read: async (tx, { body }) =>
    quoteWire(
      await quoteBill(tx, {
        customer: body.customer,
        bill: body.total,
        items: body.items ?? (body.lines ?? []).reduce((n, l) => n + l.quantity, 0),
        store: body.store ?? null,
        channel: body.channel ?? 'store',
        vouchers: [...new Set(body.redeem?.vouchers ?? [])],
        points: body.redeem?.points ?? 0,
      }),
    ),
});
