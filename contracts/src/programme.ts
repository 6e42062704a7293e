import { type Static, Type } from 'typebox';
import { Condition, type Condition as ConditionTree } from './conditions.ts';
import { LocalText } from './text.ts';

/**
 * The programme document: everything a business configures, as one versioned piece. Amounts are in
 * the minor unit of the business's currency; keys are stable identifiers that history refers to.
 */
const Key = Type.String({ pattern: '^[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?$', maxLength: 40 });
const Amount = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 });
const MaybeCondition = Type.Union([Condition, Type.Null()]);
const object = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

export const Wallet = object({
  key: Key,
  name: LocalText,
  unit: LocalText,
  /** Days after the purchase before what was earned can be spent. */
  pendingDays: Type.Integer({ minimum: 0, maximum: 365 }),
  expiry: Type.Union([
    object({ kind: Type.Literal('never') }),
    /** n months after earning, at the end of that calendar month in the business's time zone. */
    object({ kind: Type.Literal('months'), months: Type.Integer({ minimum: 1, maximum: 120 }) }),
  ]),
});

export const EarnRule = object({
  key: Key,
  name: LocalText,
  wallet: Key,
  status: Type.Enum(['live', 'paused']),
  when: MaybeCondition,
  /** Every `per` of the amount paid in money earns `points`. */
  per: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
  points: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  /** down: whole steps only; half_up and up round the exact proportion to a whole point. */
  rounding: Type.Enum(['down', 'half_up', 'up']),
});

export const TierLevel = object({
  key: Key,
  name: LocalText,
  /** Spend in the rolling 12 months that lifts a customer into this level. */
  threshold: Amount,
  /** Spend in the 12 months before the yearly review that keeps it; usually less than entry. */
  keep: Amount,
  benefits: Type.Array(LocalText, { maxItems: 20 }),
  colour: Type.String({ pattern: '^#[0-9a-f]{6}$' }),
});

export const Redemption = object({
  wallet: Key,
  /** `points` points take `value` off the bill. */
  points: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  value: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
  minimum: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
  step: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
  maxSharePercent: Type.Integer({ minimum: 1, maximum: 100 }),
});

export const VoucherCampaign = object({
  key: Key,
  name: LocalText,
  discount: Type.Union([
    object({
      kind: Type.Literal('percent'),
      percent: Type.Integer({ minimum: 1, maximum: 100 }),
      /** Most it takes off; null: no cap. */
      cap: Type.Union([Amount, Type.Null()]),
    }),
    object({
      kind: Type.Literal('amount'),
      amount: Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 }),
    }),
  ]),
  minBill: Amount,
  when: MaybeCondition,
  /** Fixed window (half-open); either end may be open. */
  validFrom: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  validUntil: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  /** Or so many days from issue, to the end of that day; both ends hold if both are set. */
  validDays: Type.Union([Type.Integer({ minimum: 1, maximum: 3650 }), Type.Null()]),
  limitTotal: Type.Union([Type.Integer({ minimum: 1, maximum: 1_000_000_000 }), Type.Null()]),
  limitPerCustomer: Type.Union([Type.Integer({ minimum: 1, maximum: 1_000_000 }), Type.Null()]),
  /** alone: no other voucher on the same bill. */
  stacking: Type.Enum(['alone', 'together']),
});

export const Template = object({
  key: Key,
  name: LocalText,
  channel: Type.Enum(['email']),
  purpose: Type.Enum(['marketing', 'care']),
  /** Liquid. */
  subject: LocalText,
  /** MJML with Liquid, a language each. */
  body: object({
    vi: Type.String({ minLength: 1, maxLength: 100_000 }),
    en: Type.String({ minLength: 1, maxLength: 100_000 }),
  }),
});

const Next = Type.Union([Key, Type.Null()]);
export const JourneyStep = Type.Union([
  object({
    key: Key,
    kind: Type.Literal('message'),
    template: Key,
    /** A voucher of this campaign is issued to the customer and offered to the template. */
    voucher: Type.Union([Key, Type.Null()]),
    next: Next,
  }),
  object({
    key: Key,
    kind: Type.Literal('wait'),
    days: Type.Integer({ minimum: 0, maximum: 365 }),
    hours: Type.Integer({ minimum: 0, maximum: 23 }),
    next: Next,
  }),
  object({ key: Key, kind: Type.Literal('branch'), when: Condition, yes: Next, no: Next }),
]);

export const Journey = object({
  key: Key,
  name: LocalText,
  /** Customers who satisfy this enter, whether by an event or by time passing. */
  entry: Condition,
  /** Left alone for comparison: assigned by a stable hash, watched for the same time. */
  holdoutPercent: Type.Integer({ minimum: 0, maximum: 50 }),
  /** An order within so many days of entry is the goal: the customer leaves at once. */
  goalDays: Type.Integer({ minimum: 1, maximum: 365 }),
  /** Days after leaving before a customer may enter again; null: once only. */
  reentryDays: Type.Union([Type.Integer({ minimum: 1, maximum: 3650 }), Type.Null()]),
  first: Key,
  steps: Type.Array(JourneyStep, { minItems: 1, maxItems: 50 }),
});

export const Guard = object({
  /** Marketing messages are held back between these local hours (from ≤ hour or hour < to). */
  quietFromHour: Type.Integer({ minimum: 0, maximum: 23 }),
  quietToHour: Type.Integer({ minimum: 0, maximum: 23 }),
  /** Marketing messages a customer gets at most in so many rolling days. */
  capMessages: Type.Integer({ minimum: 1, maximum: 100 }),
  capDays: Type.Integer({ minimum: 1, maximum: 90 }),
});

export const Rfm = object({
  /** Days looked back over. */
  windowDays: Type.Integer({ minimum: 30, maximum: 3650 }),
  /** Lifecycle: dormant from, lost after (days since the last order). */
  dormantDays: Type.Integer({ minimum: 7, maximum: 3650 }),
  lostDays: Type.Integer({ minimum: 8, maximum: 3650 }),
});

export const Programme = object({
  schema: Type.Literal(1),
  name: LocalText,
  /** Orders placed before this local date earn nothing (they still count for tiers and RFM). */
  startsOn: Type.Union([Type.String({ format: 'date' }), Type.Null()]),
  wallets: Type.Array(Wallet, { minItems: 1, maxItems: 20 }),
  earnRules: Type.Array(EarnRule, { maxItems: 1000 }),
  tiers: Type.Array(TierLevel, { maxItems: 100 }),
  redemption: Type.Union([Redemption, Type.Null()]),
  vouchers: Type.Array(VoucherCampaign, { maxItems: 1000 }),
  templates: Type.Array(Template, { maxItems: 500 }),
  journeys: Type.Array(Journey, { maxItems: 200 }),
  guard: Guard,
  rfm: Rfm,
});

export type Programme = Static<typeof Programme>;
export type Wallet = Static<typeof Wallet>;
export type EarnRule = Static<typeof EarnRule>;
export type TierLevel = Static<typeof TierLevel>;
export type Redemption = Static<typeof Redemption>;
export type VoucherCampaign = Static<typeof VoucherCampaign>;
export type Template = Static<typeof Template>;
export type Journey = Static<typeof Journey>;
export type JourneyStep = Static<typeof JourneyStep>;
export type Guard = Static<typeof Guard>;
export type { ConditionTree };
