import type { MessageState } from '@quen/contracts/messaging.ts';

/** Of a message, what decides whether a report on it can be true. */
export interface Reportable {
  state: MessageState;
  /** An attempt ended without an answer: the message may have left although it waits again. */
  resent: boolean;
}

/**
 * True where a report moves the message on: it may come before our own note that the server took
 * the message, and a message that arrived may be returned still, but never the other way round.
 * What never left (skipped, failed) stays what it is, whoever says otherwise.
 */
export function movesOn({ state, resent }: Reportable, to: 'delivered' | 'bounced'): boolean {
  switch (state) {
    case 'sending':
    case 'sent':
    case 'ambiguous':
      return true;
    case 'queued':
      return resent;
    case 'delivered':
      return to === 'bounced';
    default:
      return false;
  }
}
