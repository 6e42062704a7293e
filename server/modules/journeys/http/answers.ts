import { type MessageReason, messageReasons } from '@quen/contracts/messaging.ts';
import type { MessageCounts, Reach } from '../../messaging/index.ts';
import type { previewJourney } from '../preview.ts';
import type { journeyList, journeyReport } from '../report.ts';
import type { RunRow } from '../store/report.ts';

const iso = (at: Date | null) => at?.toISOString() ?? null;

export function reasonsAnswer(reasons: Reach['skipped']) {
  return Object.entries(reasons)
    .map(([reason, count]) => ({ reason, why: messageReasons[reason as MessageReason], count }))
    .sort((a, b) => b.count - a.count);
}

/** bouncesKnown: false where "not returned" would only mean that nobody looked. */
const messagesAnswer = (counts: MessageCounts | undefined, bouncesKnown: boolean) => ({
  intents: counts?.intents ?? 0,
  queued: counts?.queued ?? 0,
  sent: counts?.sent ?? 0,
  delivered: bouncesKnown ? (counts?.sent ?? 0) - (counts?.bounced ?? 0) : null,
  bounced: counts?.bounced ?? 0,
  opened: counts?.opened ?? 0,
  clicked: counts?.clicked ?? 0,
  unsubscribed: counts?.unsubscribed ?? 0,
  skipped: counts?.skipped ?? 0,
  failed: counts?.failed ?? 0,
  ambiguous: counts?.ambiguous ?? 0,
  reasons: reasonsAnswer(counts?.reasons ?? {}),
});

const headAnswer = (head: { startedAt: Date | null; stoppedAt: Date | null }) => ({
  startedAt: iso(head.startedAt),
  stoppedAt: iso(head.stoppedAt),
});

export const journeyAnswer = (item: Awaited<ReturnType<typeof journeyList>>[number]) => ({
  ...item,
  ...headAnswer(item),
});

export function reportAnswer(
  report: Awaited<ReturnType<typeof journeyReport>>,
  bouncesKnown: boolean,
) {
  const { lift } = report;
  // JSON knows no infinity: an interval nobody can give has no bounds.
  const bound = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    ...report,
    ...headAnswer(report),
    messages: messagesAnswer(report.messages, bouncesKnown),
    steps: report.steps.map(({ step, template, counts }) => ({
      step,
      template,
      messages: messagesAnswer(counts, bouncesKnown),
    })),
    lift: lift && {
      ...lift,
      revenue: {
        estimate: lift.revenue.estimate,
        low: bound(lift.revenue.low),
        high: bound(lift.revenue.high),
      },
    },
  };
}

export const runAnswer = (run: RunRow, customerName: string | null) => ({
  ...run,
  customerName,
  wakeAt: iso(run.wakeAt),
  enteredAt: run.enteredAt.toISOString(),
  endedAt: iso(run.endedAt),
  goalAt: iso(run.goalAt),
});

export const previewAnswer = (preview: Awaited<ReturnType<typeof previewJourney>>) => ({
  ...preview,
  skipped: reasonsAnswer(preview.skipped),
});
