import { type Static, Type } from 'typebox';

/**
 * What the portal is told. Amounts are minor units of the business's currency, points whole points,
 * instants ISO 8601. Sentences come in both languages: the portal shows the one in use, and the
 * arithmetic behind them stays on the server.
 */
const LocalText = Type.Object({ vi: Type.String(), en: Type.String() });
const Instant = Type.String({ format: 'date-time' });
const orNull = <S extends Parameters<typeof Type.Array>[0]>(schema: S) =>
  Type.Union([schema, Type.Null()]);

const tier = {
  key: Type.String(),
  name: LocalText,
  colour: Type.String(),
  benefits: Type.Array(LocalText),
};
const Tier = Type.Object(tier);

/** What anybody may know of a business before they are a member. */
export const ShopCard = Type.Object({
  slug: Type.String(),
  name: Type.String(),
  locale: Type.Enum(['vi', 'en']),
  currency: Type.String(),
  timeZone: Type.String(),
  /** null while the business has no programme yet. */
  programme: orNull(
    Type.Object({
      name: LocalText,
      /** "Mỗi 10.000 ₫ được 1 điểm": one sentence a rule. */
      earning: Type.Array(LocalText),
      /** How points are spent; null where they are not. */
      spending: orNull(LocalText),
      /** How long points last. */
      lasting: orNull(LocalText),
      tiers: Type.Array(Type.Object({ ...tier, entry: LocalText })),
    }),
  ),
});
export type ShopCard = Static<typeof ShopCard>;

export const Home = Type.Object({
  /** The last word of a Vietnamese name is what a person is called by. */
  firstName: Type.String(),
  fullName: orNull(Type.String()),
  /** How to address the member in each language; English goes without. */
  greeting: LocalText,
  card: Type.Object({
    code: Type.String(),
    /** What the QR code holds: what the counter's scanner types. */
    payload: Type.String(),
  }),
  tier: orNull(Type.Object({ ...tier, since: orNull(Instant) })),
  /** The way up; null at the top and where there are no tiers. */
  next: orNull(
    Type.Object({
      tier: Tier,
      missing: Type.Integer(),
      by: orNull(Instant),
      /** 0–1 of the way from nothing to the threshold. */
      ratio: Type.Number({ minimum: 0, maximum: 1 }),
      sentence: LocalText,
    }),
  ),
  /** What the tier held now needs at its review; null where none is held or nothing is asked. */
  keep: orNull(
    Type.Object({
      missing: Type.Integer(),
      by: Instant,
      ratio: Type.Number({ minimum: 0, maximum: 1 }),
      sentence: LocalText,
    }),
  ),
  wallet: orNull(
    Type.Object({
      key: Type.String(),
      name: LocalText,
      unit: LocalText,
      balance: Type.Integer(),
      usable: Type.Integer(),
      pending: Type.Integer(),
      pendingUntil: orNull(Instant),
      nextExpiry: orNull(Type.Object({ at: Instant, amount: Type.Integer() })),
      /** What the usable points take off a bill; null where they cannot be spent. */
      worth: orNull(Type.Integer()),
    }),
  ),
  vouchers: Type.Object({
    usable: Type.Integer(),
    /** The one that runs out first. */
    first: orNull(
      Type.Object({ code: Type.String(), title: LocalText, validUntil: orNull(Instant) }),
    ),
  }),
});
export type Home = Static<typeof Home>;

const PointsMove = Type.Object({
  id: Type.String({ format: 'uuid' }),
  kind: Type.Enum(['earn', 'spend', 'expire', 'take_back', 'give_back', 'adjust']),
  /** Signed: what it did to the member's points. */
  points: Type.Integer(),
  unit: LocalText,
  why: LocalText,
});

export const HistoryEntry = Type.Object({
  id: Type.String({ format: 'uuid' }),
  at: Instant,
  kind: Type.Enum(['order', 'points', 'tier']),
  order: orNull(
    Type.Object({
      receipt: Type.String(),
      store: orNull(Type.String()),
      channel: Type.String(),
      total: Type.Integer(),
      returned: Type.Integer(),
      items: Type.Integer(),
    }),
  ),
  /** The tier reached; null where the member fell out of every tier. */
  tier: orNull(LocalText),
  moves: Type.Array(PointsMove),
});
export type HistoryEntry = Static<typeof HistoryEntry>;

export const History = Type.Object({
  items: Type.Array(HistoryEntry),
  next: orNull(Type.String()),
});
export type History = Static<typeof History>;

export const MemberVoucher = Type.Object({
  id: Type.String({ format: 'uuid' }),
  code: Type.String(),
  state: Type.Enum(['usable', 'upcoming', 'used', 'expired', 'cancelled']),
  name: LocalText,
  /** What it is worth: "Giảm 20% (tối đa 50.000 ₫)". */
  worth: LocalText,
  /** One sentence a condition, empty where there is none. */
  conditions: Type.Array(LocalText),
  validFrom: Instant,
  /** Half-open: the voucher ends with the instant before. */
  validUntil: orNull(Instant),
  usedAt: orNull(Instant),
  /** What it took off that bill. */
  saved: orNull(Type.Integer()),
});
export type MemberVoucher = Static<typeof MemberVoucher>;

export const MemberVouchers = Type.Object({
  usable: Type.Array(MemberVoucher),
  used: Type.Array(MemberVoucher),
  expired: Type.Array(MemberVoucher),
});
export type MemberVouchers = Static<typeof MemberVouchers>;

const Consent = {
  channel: Type.Enum(['email', 'sms', 'zalo', 'push', 'phone']),
  purpose: Type.Enum(['marketing', 'care']),
  granted: Type.Boolean(),
};

/** What the shop keeps of a member and what it may send them. */
export const MemberProfile = Type.Object({
  fullName: orNull(Type.String()),
  phone: orNull(Type.String()),
  email: orNull(Type.String()),
  birthday: orNull(
    Type.Object({ day: Type.Integer(), month: Type.Integer(), year: orNull(Type.Integer()) }),
  ),
  locale: Type.Enum(['vi', 'en']),
  since: Instant,
  /** Every choice the portal offers, decided or not: silence is no consent. */
  consents: Type.Array(Type.Object({ ...Consent, at: orNull(Instant) })),
});
export type MemberProfile = Static<typeof MemberProfile>;

export const ConsentChoice = Type.Object(Consent, { additionalProperties: false });
export type ConsentChoice = Static<typeof ConsentChoice>;
