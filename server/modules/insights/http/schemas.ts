import { type TSchema, Type } from 'typebox';
import { Day, Instant, MaybeCondition, nullable, Sentence } from '../../audience/index.ts';

const Count = Type.Integer({ minimum: 0 });
/** Minor units; returns may make a month's sum negative. */
const Money = Type.Integer();
const Rate = Type.Number({ minimum: 0, maximum: 1 });
const Score = Type.Integer({ minimum: 1, maximum: 5 });
const Month = Type.String({ pattern: '^\\d{4}-\\d{2}$' });
const list = <S extends TSchema>(schema: S) => Type.Array(schema);
const object = Type.Object;

const groupCount = {
  name: Sentence,
  advice: Sentence,
  rule: nullable(Sentence),
  customers: Count,
  orders: Count,
  revenue: Money,
  condition: MaybeCondition,
};
const ScoreRule = list(object({ score: Score, text: Sentence }));
const RfmGroups = list(object({ key: Type.String(), value: Type.String(), ...groupCount }));
const RfmValues = list(object({ key: Type.String(), ...groupCount }));

export const Rfm = object({
  asOf: Day,
  windowDays: Count,
  computedAt: nullable(Instant),
  customers: Count,
  orders: Count,
  revenue: Money,
  thresholds: nullable(
    object({ recencyDays: list(Count), orders: list(Count), spent: list(Money) }),
  ),
  rules: object({ recency: ScoreRule, frequency: ScoreRule, monetary: ScoreRule }),
  groups: RfmGroups,
  values: RfmValues,
  cells: list(
    object({
      recency: Score,
      frequency: Score,
      group: Type.String(),
      value: Type.String(),
      customers: Count,
      orders: Count,
      revenue: Money,
    }),
  ),
});

export const Lifecycle = object({
  asOf: Day,
  dormantDays: Count,
  lostDays: Count,
  customers: Count,
  stages: list(
    object({
      key: Type.String(),
      name: Sentence,
      advice: Sentence,
      rule: Sentence,
      customers: Count,
      orders: Count,
      revenue: Money,
      condition: MaybeCondition,
    }),
  ),
});

const Shares = list(
  object({ from: Count, to: Count, customers: Count, rate: Rate, complete: Type.Boolean() }),
);
const Means = list(object({ from: Count, to: Count, rate: Rate, cohorts: Count }));

export const Retention = object({
  asOf: Day,
  customers: Count,
  repeaters: Count,
  repeatRate: Rate,
  cohorts: list(
    object({
      month: Month,
      customers: Count,
      repeaters: Count,
      repeatRate: Rate,
      classic: Shares,
      onOrAfter: Shares,
      brackets: Shares,
    }),
  ),
  mean: object({ classic: Means, onOrAfter: Means, brackets: Means }),
  definitions: object({
    cohort: Sentence,
    classic: Sentence,
    onOrAfter: Sentence,
    brackets: Sentence,
    repeatRate: Sentence,
  }),
});

export const Revenue = object({
  asOf: Day,
  loyalOrders: Count,
  dormantDays: Count,
  months: list(
    object({
      month: Month,
      orders: Count,
      customers: Count,
      newCustomers: Count,
      keptCustomers: Count,
      reactivated: Count,
      revenue: Money,
      newRevenue: Money,
      returningRevenue: Money,
      loyalRevenue: Money,
      otherRevenue: Money,
      strangerOrders: Count,
      strangerRevenue: Money,
      complete: Type.Boolean(),
    }),
  ),
  concentration: list(object({ top: Rate, customers: Count, revenue: Money, share: Rate })),
  definitions: object({
    loyal: Sentence,
    newCustomers: Sentence,
    kept: Sentence,
    reactivated: Sentence,
    concentration: Sentence,
  }),
});

export const Liability = object({
  asOf: Day,
  wallets: list(
    object({
      wallet: Type.String(),
      name: Sentence,
      unit: Sentence,
      outstanding: Type.Integer(),
      value: nullable(Money),
      pending: nullable(Count),
      overdue: nullable(Count),
      issued: Count,
      spent: Count,
      expired: Count,
      takenBack: Count,
      byExpiry: nullable(
        list(
          object({
            month: nullable(Month),
            amount: Count,
            value: nullable(Money),
            customers: Count,
          }),
        ),
      ),
    }),
  ),
  definitions: object({ liability: Sentence }),
});

const compared = { count: Count, before: Count, condition: MaybeCondition };
const Compared = object(compared);

export const Dashboard = object({
  asOf: Day,
  days: Count,
  comingBack: object({
    ...compared,
    kept: Compared,
    reactivated: Compared,
    newcomers: Compared,
  }),
  drifting: object({ ...compared, noticeDays: Count, fellAsleep: Compared }),
  rfm: object({ asOf: Day, customers: Count, groups: RfmGroups, values: RfmValues }),
  revenue: list(
    object({
      month: Month,
      loyal: Money,
      other: Money,
      strangers: Money,
      complete: Type.Boolean(),
    }),
  ),
  retention: nullable(
    object({
      month: Month,
      customers: Count,
      returned: Count,
      rate: Rate,
      before: nullable(object({ month: Month, rate: Rate })),
      sentence: Sentence,
    }),
  ),
  points: object({
    wallet: Type.String(),
    unit: Sentence,
    months: list(
      object({ month: Month, issued: Type.Integer(), spent: Type.Integer(), expired: Count }),
    ),
  }),
  actions: list(
    object({
      key: Type.String(),
      title: Sentence,
      count: Count,
      condition: MaybeCondition,
      gain: Money,
      estimate: Sentence,
      journey: nullable(Type.String()),
    }),
  ),
});
