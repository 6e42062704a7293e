import { type Static, Type } from 'typebox';

const Amount = Type.Integer({ minimum: 0, maximum: 10_000_000_000_000 });
const Label = (max: number) => Type.String({ minLength: 1, maxLength: max });

/** Who bought: any one key is enough; the first that is known wins, the others are added. */
export const CustomerRef = Type.Object(
  {
    id: Type.Optional(Type.String({ format: 'uuid' })),
    phone: Type.Optional(Label(40)),
    email: Type.Optional(Label(254)),
    card: Type.Optional(Label(40)),
    externalId: Type.Optional(Type.Object({ source: Label(40), id: Label(200) })),
    name: Type.Optional(Label(200)),
  },
  { additionalProperties: false },
);
export type CustomerRef = Static<typeof CustomerRef>;

export const OrderLine = Type.Object(
  {
    sku: Label(80),
    name: Label(200),
    category: Type.Optional(Label(80)),
    quantity: Type.Integer({ minimum: 1, maximum: 100_000 }),
    unitPrice: Amount,
    /** Taken off this line. */
    discount: Type.Optional(Amount),
  },
  { additionalProperties: false },
);
export type OrderLine = Static<typeof OrderLine>;

export const Tender = Type.Object(
  {
    /** points, gift_card and store_credit are not money paid now and earn nothing. */
    kind: Type.Enum(['cash', 'card', 'transfer', 'wallet', 'gift_card', 'store_credit', 'other']),
    amount: Amount,
  },
  { additionalProperties: false },
);
export type Tender = Static<typeof Tender>;

/** What to use up with the sale, in the same transaction as the sale itself. */
export const Redeem = Type.Object(
  {
    points: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000 })),
    vouchers: Type.Optional(Type.Array(Label(60), { minItems: 1, maxItems: 10 })),
  },
  { additionalProperties: false },
);
export type Redeem = Static<typeof Redeem>;

export const OrderInput = Type.Object(
  {
    /** Which system numbers the receipts: 'pos', 'web', 'kiotviet'… Together with externalId unique. */
    source: Type.Optional(Label(40)),
    externalId: Label(200),
    placedAt: Type.String({ format: 'date-time' }),
    customer: Type.Optional(CustomerRef),
    /** Code of the store. */
    store: Type.Optional(Label(40)),
    channel: Type.Optional(Label(40)),
    currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
    lines: Type.Optional(Type.Array(OrderLine, { minItems: 1, maxItems: 10_000 })),
    /** Taken off the whole bill by the shop, besides line discounts and besides `redeem`. */
    discount: Type.Optional(Amount),
    /** The bill after the shop's own discounts and before `redeem`. */
    total: Amount,
    /** Number of items, where the lines are not known. */
    items: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
    tenders: Type.Optional(Type.Array(Tender, { maxItems: 20 })),
    redeem: Type.Optional(Redeem),
  },
  { additionalProperties: false },
);
export type OrderInput = Static<typeof OrderInput>;
