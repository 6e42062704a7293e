import type { MessageReason } from '@quen/contracts/messaging.ts';
import type { Tx } from '../../platform/db.ts';
import { failpoint } from '../../platform/failpoint.ts';
import { enqueue } from '../../platform/jobs.ts';
import { record } from '../timeline/index.ts';
import type { Intent } from './model.ts';
import {
  type CancelledMessage,
  insertIntents,
  setHeld,
  skipQueuedOfCauses,
  skipQueuedOfSource,
} from './store/messages.ts';

/** The job that sends what is due. */
export const DELIVER = { name: 'messaging.deliver' };

/** What the timeline says of a message: codes only, the content is in the template. */
export const traceOf = (message: { channel: string; template: string; source: string }) => ({
  channel: message.channel,
  template: message.template,
  source: message.source,
});

/**
 * Wishes messages, in the transaction of what causes them, together with the job that sends them.
 * An intent that exists already is passed over: whoever repeats its cause repeats nothing.
 */
export async function queueMessages(tx: Tx, intents: readonly Intent[]): Promise<void> {
  if (intents.length === 0) return;
  await failpoint('intents.before');
  const inserted = await insertIntents(tx, intents);
  await recordSkipped(
    tx,
    inserted.filter((m) => m.state === 'failed'),
  );
  if (inserted.some((m) => m.state === 'queued')) await wakeSender(tx);
  await failpoint('intents.after');
}

export async function wakeSender(tx: Tx): Promise<void> {
  await enqueue(tx, DELIVER, {}, { key: DELIVER.name });
}

/** Takes back what is still waiting of these runs (of a journey, say). */
export async function cancelMessagesOf(
  tx: Tx,
  causeIds: readonly string[],
  reason: MessageReason,
): Promise<void> {
  if (causeIds.length === 0) return;
  await recordCancelled(tx, await skipQueuedOfCauses(tx, causeIds, reason), reason);
}

/** Takes back everything of a source that is still waiting. */
export async function cancelMessagesFrom(
  tx: Tx,
  source: string,
  reason: MessageReason,
): Promise<void> {
  await recordCancelled(tx, await skipQueuedOfSource(tx, source, reason), reason);
}

/** Keeps back what is waiting of a source until it is released again. */
export async function holdMessages(tx: Tx, source: string): Promise<void> {
  await setHeld(tx, source, true);
}

export async function releaseMessages(tx: Tx, source: string): Promise<void> {
  if ((await setHeld(tx, source, false)) > 0) await wakeSender(tx);
}

const recordCancelled = (
  tx: Tx,
  messages: readonly CancelledMessage[],
  reason: MessageReason,
): Promise<void> =>
  recordSkipped(
    tx,
    messages.map((m) => ({ ...m, reason })),
  );

/** Every message that will not be sent leaves its reason on the customer's timeline. */
export async function recordSkipped(
  tx: Tx,
  messages: readonly (CancelledMessage & { reason: MessageReason | null })[],
): Promise<void> {
  await record(
    tx,
    messages.map((m) => ({
      customerId: m.customerId,
      kind: 'message.skipped' as const,
      at: tx.now,
      subject: m.id,
      data: { ...traceOf(m), reason: m.reason },
    })),
  );
}
