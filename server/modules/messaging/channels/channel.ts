import type { MessageReason } from '@quen/contracts/messaging.ts';
import type { ChannelName } from '../model.ts';

/** A message ready to leave, for whatever channel: text is always there, the rest where it fits. */
export interface Outgoing {
  id: string;
  /** The business it is sent for: whoever reads reports on it must find it by more than its id. */
  tenantId: number;
  to: string;
  fromName: string;
  subject: string;
  html: string;
  text: string;
  /** The one-click way out; null for messages one cannot unsubscribe from. */
  unsubscribe: string | null;
}

/**
 * What a provider made of a message. accepted: taken, and where it is known to be with its reader,
 * arrived. permanent: never; noSuchAddress: nor any other message to this address. transient: not now, and surely not taken.
 * ambiguous: nobody knows whether it was taken.
 */
export type Outcome =
  | { outcome: 'accepted'; providerId: string; arrived: boolean }
  | { outcome: 'permanent'; reason: MessageReason; noSuchAddress?: boolean }
  | { outcome: 'transient'; reason: MessageReason }
  | { outcome: 'ambiguous' };

/** A way to reach people. E-mail is one; SMS and Zalo become others without the pipeline noticing. */
export interface Channel {
  readonly name: ChannelName;
  /** Messages it takes at once. */
  readonly concurrency: number;
  /** Hands one message over. Answers within 20 seconds; throws only where Quen itself is at fault. */
  send(message: Outgoing): Promise<Outcome>;
}
