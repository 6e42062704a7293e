import type { Tx } from '../../../platform/db.ts';
import { markEmailBounced } from '../../customers/index.ts';
import { record } from '../../timeline/index.ts';
import { movesOn } from '../domain/progress.ts';
import type { Verdict } from '../domain/report.ts';
import { traceOf } from '../intents.ts';
import { lockReported, type ReportedMessage, setReported } from '../store/reports.ts';

/**
 * Writes what a report says became of a message, and tells the timeline of a bounce. A bounce from
 * an address that does not exist stops further messages to it. Noted again it changes nothing.
 * False where there is no such message.
 */
export async function noteReport(tx: Tx, messageId: string, verdict: Verdict): Promise<boolean> {
  const message = await lockReported(tx, messageId);
  if (!message) return false;
  if (verdict.outcome === 'pending' || !movesOn(message, verdict.outcome)) return true;
  const reason = verdict.outcome === 'bounced' ? verdict.reason : null;
  await setReported(tx, messageId, verdict.outcome, reason);
  // The report came before our own note that the message left, and stands in for it.
  if (message.state !== 'sent' && message.state !== 'delivered')
    await tell(tx, message, 'message.sent', {});
  if (verdict.outcome === 'bounced') {
    await tell(tx, message, 'message.bounced', { reason });
    await markEmailBounced(tx, message.customerId, verdict.nowhere);
  }
  return true;
}

const tell = (
  tx: Tx,
  message: ReportedMessage,
  kind: 'message.sent' | 'message.bounced',
  more: object,
): Promise<void> =>
  record(tx, [
    {
      customerId: message.customerId,
      kind,
      at: tx.now,
      subject: message.id,
      data: { ...traceOf(message), ...more },
    },
  ]);
