import { Type } from 'typebox';

export const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Union([schema, Type.Null()]);
export const Moment = Type.String({ format: 'date-time' });
const LocalText = Type.Object({ vi: Type.String(), en: Type.String() });
const Count = Type.Integer({ minimum: 0 });

/** A reason with how many it concerns, the most frequent first. */
const Reason = Type.Object({ reason: Type.String(), why: LocalText, count: Count });

export const Status = Type.Enum(['ready', 'running', 'paused', 'stopped']);

const head = {
  key: Type.String(),
  name: LocalText,
  status: Status,
  /** False where the published programme has it no longer. */
  inProgramme: Type.Boolean(),
  holdoutPercent: Type.Integer(),
  goalDays: Type.Integer(),
  startedAt: nullable(Moment),
  startedBy: nullable(Type.String()),
  stoppedAt: nullable(Moment),
};

export const JourneyItem = Type.Object({
  ...head,
  /** Everybody who ever entered, hold-out included. */
  entered: Count,
  active: Count,
  sent: Count,
  /** Treated customers who ordered within their window. */
  wonBack: Count,
  revenue: Type.Integer(),
});

const Messages = Type.Object({
  intents: Count,
  queued: Count,
  /** Taken by the mail server, those returned later included. */
  sent: Count,
  /** Sent and not returned; null where nobody reads bounces (BOUNCE_IMAP_URL is not set). */
  delivered: nullable(Count),
  /** Sent and returned. */
  bounced: Count,
  opened: Count,
  clicked: Count,
  unsubscribed: Count,
  skipped: Count,
  failed: Count,
  ambiguous: Count,
  reasons: Type.Array(Reason),
});

const Interval = Type.Object(
  { estimate: Type.Number(), low: Type.Number(), high: Type.Number() },
  { description: '95 % interval' },
);
const ArmAnswer = Type.Object({
  people: Count,
  converted: Count,
  rate: nullable(Type.Number()),
  revenue: Type.Integer(),
});

export const JourneyReport = Type.Object({
  ...head,
  programmeVersion: nullable(Type.Integer()),
  entered: Count,
  active: Count,
  /** Still within their goal window. */
  watched: Count,
  messages: Messages,
  steps: Type.Array(
    Type.Object({ step: Type.String(), template: Type.String(), messages: Messages }),
  ),
  wonBack: Count,
  revenue: Type.Integer(),
  arms: Type.Object({ treated: ArmAnswer, holdout: ArmAnswer }),
  lift: nullable(
    Type.Object({
      /** Treated rate less hold-out rate, as a fraction (0.02 = 2 points); Newcombe 1998, method 10. */
      absolute: Interval,
      /** Share of the hold-out's rate; null where nobody of it came. */
      relative: nullable(Type.Number()),
      /** Customers who came because of the journey. */
      customers: Interval,
      /** Revenue that came because of it, minor units; bounds are null with fewer than two people. */
      revenue: Type.Object({
        estimate: Type.Number(),
        low: nullable(Type.Number()),
        high: nullable(Type.Number()),
      }),
    }),
  ),
  sampleRatio: nullable(
    Type.Object({ chiSquare: Type.Number(), p: Type.Number(), suspicious: Type.Boolean() }),
  ),
  /** What the figures show, in words. */
  sentence: LocalText,
});

export const RunItem = Type.Object({
  id: Type.String({ format: 'uuid' }),
  customerId: Type.String({ format: 'uuid' }),
  customerName: nullable(Type.String()),
  arm: Type.Enum(['treated', 'holdout']),
  state: Type.Enum(['active', 'converted', 'finished', 'exited', 'stopped']),
  step: nullable(Type.String()),
  wakeAt: nullable(Moment),
  enteredAt: Moment,
  endedAt: nullable(Moment),
  endReason: nullable(Type.String()),
  goalAt: nullable(Moment),
  goalOrderId: nullable(Type.String({ format: 'uuid' })),
  revenue: Type.Integer(),
  programmeVersion: Type.Integer(),
});

export const JourneyPreview = Type.Object({
  /** Customers who satisfy the entry. */
  matching: Count,
  /** Of them: not in it already, and not in it of late. */
  entering: Count,
  holdout: Count,
  treated: Count,
  /** Treated customers with an address who agreed. */
  reachable: Count,
  /** Treated customers whom messages will pass over, and why. */
  skipped: Type.Array(Reason),
  /** Most messages it can come to: every step, if nobody comes back. */
  messages: Count,
  sample: Type.Array(
    Type.Object({ id: Type.String({ format: 'uuid' }), fullName: nullable(Type.String()) }),
  ),
});
