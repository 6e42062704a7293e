import type { Tx } from '../../platform/db.ts';
import { contactsOf, recordConsent } from '../customers/index.ts';
import { record } from '../timeline/index.ts';
import { traceOf } from './intents.ts';
import type { ChannelName, Purpose } from './model.ts';
import { lockMessage, markFirst } from './store/messages.ts';

/** What a reader does with a message reaches us by its links; only the first time is news. */
export async function noteOpened(tx: Tx, messageId: string): Promise<void> {
  await noteFirst(tx, messageId, 'opened_at', 'message.opened');
}

export async function noteClicked(tx: Tx, messageId: string): Promise<void> {
  await noteFirst(tx, messageId, 'clicked_at', 'message.clicked');
}

async function noteFirst(
  tx: Tx,
  messageId: string,
  moment: 'opened_at' | 'clicked_at',
  kind: 'message.opened' | 'message.clicked',
): Promise<void> {
  const message = await markFirst(tx, moment, messageId);
  if (!message) return;
  await record(tx, [
    {
      customerId: message.customerId,
      kind,
      at: tx.now,
      subject: messageId,
      data: traceOf(message),
    },
  ]);
}

export interface Subscription {
  customerId: string;
  channel: ChannelName;
  purpose: Purpose;
  locale: 'vi' | 'en';
  /** False once nothing more will come. */
  subscribed: boolean;
}

/** What the way out of a message leads out of; undefined where the message is gone. */
export async function subscriptionOf(tx: Tx, messageId: string): Promise<Subscription | undefined> {
  // Locked, so that two clicks at once write one withdrawal.
  const message = await lockMessage(tx, messageId);
  if (!message) return undefined;
  const contacts = await contactsOf(tx, [message.customerId], message.channel);
  const contact = contacts.get(message.customerId);
  if (!contact) return undefined;
  const held = message.purpose === 'transactional' ? 'none' : contact[message.purpose];
  return {
    customerId: message.customerId,
    channel: message.channel,
    purpose: message.purpose,
    locale: contact.locale,
    subscribed: held !== 'withdrawn',
  };
}

/**
 * Withdraws the consent a message was sent under. Done again it changes nothing; done after the
 * customer has agreed anew it withdraws anew.
 */
export async function unsubscribe(tx: Tx, messageId: string): Promise<Subscription | undefined> {
  const subscription = await subscriptionOf(tx, messageId);
  if (!subscription || subscription.purpose === 'transactional') return subscription;
  await markFirst(tx, 'unsubscribed_at', messageId);
  if (subscription.subscribed) {
    await recordConsent(tx, {
      customerId: subscription.customerId,
      channel: subscription.channel,
      purpose: subscription.purpose,
      granted: false,
      method: 'unsubscribe_link',
      proof: { message: messageId },
    });
  }
  return { ...subscription, subscribed: false };
}
