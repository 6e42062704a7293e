import type { LocalText } from '@quen/contracts/text.ts';
import { type Static, Type } from 'typebox';
import { type DomainError, problemOf } from '../../platform/errors.ts';
import type { RuleTrace } from '../programme/index.ts';
import type { OrderOutcome, Posted } from './outcome.ts';

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Union([type, Type.Null()]);
const LocalTextOut = Type.Object({ vi: Type.String(), en: Type.String() });

/** What an order's posting did, as the API answers it. Amounts in minor units. */
export const PostedOrder = Type.Object({
  status: Type.Enum(['posted', 'duplicate']),
  id: Type.String({ format: 'uuid' }),
  customerId: Nullable(Type.String({ format: 'uuid' })),
  bill: Type.Integer(),
  voucherDiscount: Type.Integer(),
  pointsDiscount: Type.Integer(),
  total: Type.Integer(),
  pointsEarned: Type.Integer(),
  pointsSpent: Type.Integer(),
  tier: Nullable(Type.Object({ from: Nullable(Type.String()), to: Nullable(Type.String()) })),
  why: Type.Array(
    Type.Object({
      rule: Type.String(),
      outcome: Type.String(),
      earned: Type.Integer(),
      text: LocalTextOut,
    }),
  ),
});
export type PostedOrder = Static<typeof PostedOrder>;

/** A refusal inside an answer that is not itself one: a batch's item, a quote's voucher. */
export const Refusal = Type.Object({
  code: Type.String(),
  message: LocalTextOut,
  details: Type.Optional(Type.Object({}, { additionalProperties: true })),
});
export type Refusal = Static<typeof Refusal>;

export function refusalOf(error: DomainError): Refusal {
  const problem = problemOf(error);
  return {
    code: error.code,
    message: problem.message,
    ...(Object.keys(error.details).length > 0 ? { details: error.details } : {}),
  };
}

export function postedWire(posted: Posted): PostedOrder {
  return {
    status: posted.status,
    id: posted.orderId,
    customerId: posted.customerId,
    bill: posted.bill,
    voucherDiscount: posted.voucherDiscount,
    pointsDiscount: posted.pointsDiscount,
    total: posted.total,
    pointsEarned: posted.pointsEarned,
    pointsSpent: posted.pointsSpent,
    tier: posted.tier,
    why: posted.traces.map((t) => ({
      rule: t.rule,
      outcome: t.outcome,
      earned: t.earned,
      text: traceText(t),
    })),
  };
}

export const BatchItemOutcome = Type.Union([
  PostedOrder,
  Type.Object({ status: Type.Literal('rejected'), error: Refusal }),
]);

export const outcomeWire = (outcome: OrderOutcome): Static<typeof BatchItemOutcome> =>
  outcome.status === 'rejected'
    ? { status: 'rejected', error: refusalOf(outcome.error) }
    : postedWire(outcome);

const traceTexts: Record<RuleTrace['outcome'], (t: RuleTrace) => LocalText> = {
  earned: (t) => ({ vi: `Được ${t.earned} điểm.`, en: `Earned ${t.earned} points.` }),
  below_step: () => ({
    vi: 'Hóa đơn chưa đủ mức tối thiểu để tích điểm.',
    en: 'The bill is below the smallest amount that earns.',
  }),
  paused: () => ({ vi: 'Quy tắc đang tạm dừng.', en: 'The rule is paused.' }),
  condition: () => ({
    vi: 'Không thuộc điều kiện của quy tắc.',
    en: "The rule's conditions are not met.",
  }),
  not_started: () => ({
    vi: 'Đơn trước ngày chương trình bắt đầu.',
    en: 'Placed before the programme started.',
  }),
  no_customer: () => ({
    vi: 'Khách lẻ: không có thành viên để tích điểm.',
    en: 'No member to credit.',
  }),
};

/** What a rule did, as a sentence. */
export const traceText = (trace: RuleTrace): LocalText => traceTexts[trace.outcome](trace);
