import type { Tx } from '../../platform/db.ts';
import { enqueue } from '../../platform/jobs.ts';
import { MS_PER_DAY } from '../../platform/time.ts';
import { type Contact, contactsOf } from '../customers/index.ts';
import { currentProgramme } from '../programme/index.ts';
import { judge, type Verdict } from './domain/guard.ts';
import { DELIVER, recordSkipped } from './intents.ts';
import type { ChannelName, DueMessage } from './model.ts';
import {
  countReceived,
  findDue,
  lockClaims,
  markAmbiguous,
  markDeferred,
  markSkipped,
  takeLease,
} from './store/claims.ts';

/** How long a sender has for what it claimed. Longer than any send can take; then it counts as dead. */
export const LEASE_MS = 60_000;

/** A message this sender holds, with the person it is for. attempts counts the coming one. */
export type HeldMessage = Omit<DueMessage, 'state'> & { contact: Contact };

export interface Claimed {
  messages: HeldMessage[];
  /** Messages looked at: none means that nothing is due. */
  seen: number;
}

/**
 * Takes a page of what is due. The guard judges each message here, under a lock that makes the
 * claims of a business take turns: what it lets through is on lease to the caller when this
 * commits, what it does not is skipped or deferred with its reason.
 *
 * A message whose lease ran out was being sent when its sender died. Nobody knows whether it left,
 * so it is sent once more, under the same Message-ID; if that ends in silence too, it is left as
 * ambiguous.
 */
export async function claimDue(tx: Tx, limit: number): Promise<Claimed> {
  await lockClaims(tx);
  const due = await findDue(tx, limit);
  if (due.length === 0) return { messages: [], seen: 0 };
  const lost = due.filter((m) => m.state === 'sending' && m.resent);
  await markAmbiguous(
    tx,
    lost.map((m) => m.id),
  );
  const candidates = due.filter((m) => !lost.includes(m));
  const contacts = await contactsByChannel(tx, candidates);
  const judged = await judgeAll(tx, candidates, contacts);
  const sending = judged.filter(({ verdict }) => verdict.verdict === 'send');
  await takeLease(
    tx,
    sending.map(({ message }) => message.id),
    new Date(tx.now.getTime() + LEASE_MS),
  );
  await refuse(tx, judged);
  if (sending.length > 0) {
    // Whoever finds this sender dead comes after the lease; each further claim pushes that back.
    await enqueue(
      tx,
      DELIVER,
      {},
      { key: `${DELIVER.name}:watch`, runAt: after(tx, LEASE_MS + 1_000) },
    );
  }
  return {
    messages: sending.map(({ message: { state, ...message } }) => ({
      ...message,
      attempts: message.attempts + 1,
      resent: message.resent || state === 'sending',
      contact: contacts.get(keyOf(message)) as Contact,
    })),
    seen: due.length,
  };
}

const after = (tx: Tx, ms: number): Date => new Date(tx.now.getTime() + ms);
const keyOf = (message: { channel: ChannelName; customerId: string }) =>
  `${message.channel}:${message.customerId}`;

async function contactsByChannel(
  tx: Tx,
  messages: readonly DueMessage[],
): Promise<Map<string, Contact>> {
  const found = new Map<string, Contact>();
  for (const channel of new Set(messages.map((m) => m.channel))) {
    const ids = messages.filter((m) => m.channel === channel).map((m) => m.customerId);
    for (const [id, contact] of await contactsOf(tx, [...new Set(ids)], channel))
      found.set(keyOf({ channel, customerId: id }), contact);
  }
  return found;
}

interface Judged {
  message: DueMessage;
  verdict: Verdict;
}

async function judgeAll(
  tx: Tx,
  messages: readonly DueMessage[],
  contacts: ReadonlyMap<string, Contact>,
): Promise<Judged[]> {
  const { guard } = (await currentProgramme(tx)).document;
  const received = await countReceived(
    tx,
    [...new Set(messages.map((m) => m.customerId))],
    new Date(tx.now.getTime() - guard.capDays * MS_PER_DAY),
    messages.map((m) => m.id),
  );
  return messages.map((message) => {
    const { customerId, purpose } = message;
    const had = received.get(customerId) ?? 0;
    const contact = contacts.get(keyOf(message));
    const verdict = judge(purpose, contact, had, guard, tx.now, tx.tenant.timeZone);
    // The next message of this page to the same person sees this one.
    if (verdict.verdict === 'send' && purpose === 'marketing') received.set(customerId, had + 1);
    return { message, verdict };
  });
}

async function refuse(tx: Tx, judged: readonly Judged[]): Promise<void> {
  const skipped = judged.flatMap(({ message, verdict }) =>
    verdict.verdict === 'skip' ? [{ ...message, reason: verdict.reason }] : [],
  );
  if (skipped.length > 0) {
    await markSkipped(tx, skipped);
    await recordSkipped(tx, skipped);
  }
  const deferred = judged.flatMap(({ message, verdict }) =>
    verdict.verdict === 'defer' ? [{ id: message.id, ...verdict }] : [],
  );
  if (deferred.length === 0) return;
  await markDeferred(tx, deferred);
  // One job a moment, however many messages wait for it.
  for (const time of new Set(deferred.map((d) => d.until.getTime()))) {
    const runAt = new Date(time);
    await enqueue(tx, DELIVER, {}, { key: `${DELIVER.name}:${runAt.toISOString()}`, runAt });
  }
}
