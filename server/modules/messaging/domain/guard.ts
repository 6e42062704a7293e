import type { MessageReason } from '@quen/contracts/messaging.ts';
import type { Guard } from '@quen/contracts/programme.ts';
import { localHour, nextLocalHour } from '../../../platform/time.ts';
import type { Purpose } from '../model.ts';

/** What is known of the person a message is for. */
export interface Recipient {
  address: string | null;
  /** Mail to the address came back: it does not exist. */
  bounced: boolean;
  marketing: 'granted' | 'withdrawn' | 'none';
  care: 'granted' | 'withdrawn' | 'none';
}

export type Verdict =
  | { verdict: 'send' }
  | { verdict: 'skip'; reason: MessageReason }
  | { verdict: 'defer'; reason: MessageReason; until: Date };

/**
 * May this message go out now? The checks run in this order, and the first that objects gives the
 * reason: the person exists · has an address · which is not known to be nowhere · consents · quiet
 * hours · frequency cap. It runs at the moment of sending, so what changed since the message was
 * wished for counts.
 *
 * Marketing needs a consent that was given. Care (about what was bought) needs that none was
 * withdrawn. Transactional messages answer something the customer did and pass; they must not
 * carry promotion. Only marketing is held to quiet hours and the cap, and only it counts.
 */
export function judge(
  purpose: Purpose,
  recipient: Recipient | undefined,
  /** Marketing messages the customer got, or is getting, in the cap's period. */
  received: number,
  guard: Guard,
  now: Date,
  zone: string,
): Verdict {
  if (!recipient) return { verdict: 'skip', reason: 'erased' };
  if (!recipient.address) return { verdict: 'skip', reason: 'no_address' };
  if (recipient.bounced) return { verdict: 'skip', reason: 'address_bounced' };
  if (purpose !== 'transactional') {
    const consent = recipient[purpose];
    if (consent === 'withdrawn') return { verdict: 'skip', reason: 'unsubscribed' };
    if (consent === 'none' && purpose === 'marketing')
      return { verdict: 'skip', reason: 'no_consent' };
  }
  if (purpose === 'marketing') {
    const until = quietUntil(guard, now, zone);
    if (until) return { verdict: 'defer', reason: 'quiet_hours', until };
    if (received >= guard.capMessages) return { verdict: 'skip', reason: 'frequency_cap' };
  }
  return { verdict: 'send' };
}

/**
 * When the quiet hours that `now` lies in end; undefined outside them. From 21 to 8 is quiet at
 * 21:00 and at 07:59, and not at 08:00. The same hour twice means no quiet hours.
 */
export function quietUntil(guard: Guard, now: Date, zone: string): Date | undefined {
  const { quietFromHour: from, quietToHour: to } = guard;
  const hour = localHour(now, zone);
  const quiet = from <= to ? from <= hour && hour < to : from <= hour || hour < to;
  return quiet ? nextLocalHour(now, to, zone) : undefined;
}
