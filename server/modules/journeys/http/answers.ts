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

const messagesAnswer = (counts: MessageCounts | undefined) => ({
  intents: counts?.intents ?? 0,
  queued: counts?.queued ?? 0,
  sent: counts?.sent ?? 0,
  delivered: counts?.delivered ?? null,
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

export function reportAnswer(report: Awaited<ReturnType<typeof journeyReport>>) {
  const { lift } = report;
  // JSON knows no infinity: an interval nobody can give has no bounds.
  const bound = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    ...report,
    ...headAnswer(report),
    messages: messagesAnswer(report.messages),
    steps: report.steps.map(({ step, template, counts }) => ({
      step,
      template,
      messages: messagesAnswer(counts),
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
