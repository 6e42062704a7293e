import type { MessageReason } from '@quen/contracts/messaging.ts';
import type { Logger } from 'pino';
import type { Config } from '../../platform/config.ts';
import type { Database, Tenant, Tx } from '../../platform/db.ts';
import { failpoint } from '../../platform/failpoint.ts';
import { enqueue } from '../../platform/jobs.ts';
import { markEmailBounced } from '../customers/index.ts';
import { record } from '../timeline/index.ts';
import type { Channel, Outcome } from './channels/channel.ts';
import { claimDue, type HeldMessage } from './claim.ts';
import { track, withWayOut } from './domain/tracking.ts';
import { DELIVER, recordSkipped, traceOf, wakeSender } from './intents.ts';
import { Marker } from './marker.ts';
import type { ChannelName } from './model.ts';
import { type PreparedMessage, prepare } from './prepare.ts';
import { type Renderer, TemplateFailure } from './render/renderer.ts';
import { type AttemptEnd, markEnds, releaseClaims } from './store/claims.ts';

/** What sending needs besides the database. */
export interface Delivery {
  db: Database;
  tenant: Tenant;
  config: Config;
  channels: Partial<Record<ChannelName, Channel>>;
  renderer: Renderer;
  log: Logger;
}

/** Messages claimed at once: few enough to be sent well within the lease. */
const PAGE = 50;
/** Pages one job sends before it makes room for other work. */
const MAX_PAGES = 200;
/** No send begins later than this after the claim, so that all end within the lease. */
const LAST_START_MS = 30_000;

/** Waiting time before each further attempt; a message that fails them all has failed. */
const RETRY_AFTER_S = [60, 300, 1_800, 7_200, 21_600] as const;

/** Sends whatever is due, page by page. May run in any number of workers at once. */
export async function deliverDue(delivery: Delivery): Promise<void> {
  const { db, tenant, config } = delivery;
  for (let page = 0; page < MAX_PAGES; page++) {
    const { prepared, seen } = await db.tx(tenant, 'system', async (tx) => {
      const claimed = await claimDue(tx, PAGE);
      return { seen: claimed.seen, prepared: await prepare(tx, config, claimed.messages) };
    });
    if (seen === 0) return;
    await failpoint('deliver.claimed');
    const { accepted, busy } = await sendAll(delivery, prepared);
    // A provider that takes nothing is left alone until the retries are due.
    if (accepted === 0 && busy > 0) return;
  }
  await db.tx(tenant, 'system', wakeSender);
}

interface Tally {
  accepted: number;
  busy: number;
}

async function sendAll(delivery: Delivery, prepared: readonly PreparedMessage[]): Promise<Tally> {
  const { db, tenant } = delivery;
  const tally: Tally = { accepted: 0, busy: 0 };
  const startedAt = performance.now();
  const marker = new Marker<End>((ends) => db.tx(tenant, 'system', (tx) => mark(tx, ends)));
  const queue = [...prepared];
  const late: string[] = [];
  const sender = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      if (performance.now() - startedAt > LAST_START_MS) {
        late.push(next.message.id);
        continue;
      }
      const outcome = await send(delivery, next);
      if (outcome.outcome === 'accepted') tally.accepted += 1;
      if (outcome.outcome === 'transient') tally.busy += 1;
      await failpoint('deliver.accepted');
      await marker.add({ message: next.message, outcome });
      await failpoint('deliver.marked');
    }
  };
  const width = Math.max(1, ...Object.values(delivery.channels).map((c) => c.concurrency));
  const ended = await Promise.allSettled(Array.from({ length: width }, sender));
  if (late.length > 0) await db.tx(tenant, 'system', (tx) => releaseClaims(tx, late));
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
  return tally;
}

async function send(delivery: Delivery, prepared: PreparedMessage): Promise<Outcome> {
  const { message, links, locale, source } = prepared;
  const channel = delivery.channels[message.channel];
  if (!channel) return { outcome: 'permanent', reason: 'provider_unavailable' };
  if (!source) return { outcome: 'permanent', reason: 'template_missing' };
  try {
    const rendered = await delivery.renderer.render(source, prepared.data);
    const leavable = message.purpose !== 'transactional';
    const content = leavable ? withWayOut(rendered, links.unsubscribe, locale) : rendered;
    return await channel.send({
      id: message.id,
      tenantId: delivery.tenant.id,
      to: message.contact.address as string,
      fromName: prepared.fromName,
      subject: rendered.subject,
      ...track(content, links),
      unsubscribe: leavable ? links.unsubscribe : null,
    });
  } catch (error) {
    if (!(error instanceof TemplateFailure)) throw error;
    delivery.log.warn(
      { template: message.template, problem: error.problem },
      'a template gave no message',
    );
    return error.kind === 'error'
      ? { outcome: 'permanent', reason: 'template_error' }
      : { outcome: 'transient', reason: 'template_timeout' };
  }
}

interface End {
  message: HeldMessage;
  outcome: Outcome;
}

/** Writes how a few attempts ended, tells the timeline, and arranges the retries. */
async function mark(tx: Tx, ends: readonly End[]): Promise<void> {
  const results = ends.map(({ message, outcome }) => ({
    message,
    outcome,
    end: attemptEnd(message, outcome, tx.now),
  }));
  const current = new Set(
    await markEnds(
      tx,
      results.map(({ end }) => end),
    ),
  );
  const marked = results.filter(({ end }) => current.has(end.id));
  await record(
    tx,
    marked
      .filter(({ end }) => end.state === 'sent' || end.state === 'delivered')
      .map(({ message }) => ({
        customerId: message.customerId,
        kind: 'message.sent' as const,
        at: tx.now,
        subject: message.id,
        data: traceOf(message),
      })),
  );
  await recordSkipped(
    tx,
    marked
      .filter(({ end }) => end.state === 'failed')
      .map(({ message, end }) => ({ ...message, reason: end.reason })),
  );
  // In one order for everybody: profiles are locked by this.
  const nowhere = marked
    .filter(({ outcome }) => outcome.outcome === 'permanent' && outcome.noSuchAddress)
    .map(({ message }) => message)
    .sort((a, b) => (a.customerId < b.customerId ? -1 : 1));
  for (const { customerId, contact } of nowhere)
    await markEmailBounced(tx, customerId, [contact.address as string]);
  const retries = marked.flatMap(({ end }) => (end.dueAt ? [end.dueAt.getTime()] : []));
  if (retries.length > 0) {
    // Attempts that failed within the same minute are tried again together.
    const runAt = new Date(Math.ceil(Math.max(...retries) / 60_000) * 60_000);
    await enqueue(tx, DELIVER, {}, { key: `${DELIVER.name}:${runAt.toISOString()}`, runAt });
  }
}

function attemptEnd(message: HeldMessage, outcome: Outcome, now: Date): AttemptEnd {
  const end = (
    state: AttemptEnd['state'],
    reason: MessageReason | null,
    more: Partial<AttemptEnd> = {},
  ): AttemptEnd => ({
    id: message.id,
    attempt: message.attempts,
    state,
    reason,
    providerId: null,
    dueAt: null,
    resent: false,
    ...more,
  });
  const retryAfter = RETRY_AFTER_S[message.attempts - 1];
  const again = (reason: MessageReason, more: Partial<AttemptEnd> = {}) =>
    end('queued', reason, {
      dueAt: new Date(now.getTime() + (retryAfter as number) * 1_000),
      ...more,
    });
  switch (outcome.outcome) {
    case 'accepted':
      return end(outcome.arrived ? 'delivered' : 'sent', null, { providerId: outcome.providerId });
    case 'permanent':
      return end('failed', outcome.reason);
    case 'ambiguous':
      // Once more under the same Message-ID, as after the death of a sender; then no more.
      return message.resent || retryAfter === undefined
        ? end('ambiguous', 'outcome_unknown')
        : again('provider_busy', { resent: true });
    case 'transient':
      if (retryAfter !== undefined) return again(outcome.reason);
      // An earlier attempt may have arrived, so this one's refusal does not settle it.
      if (message.resent) return end('ambiguous', 'outcome_unknown');
      return end(
        'failed',
        outcome.reason === 'provider_busy' ? 'provider_unavailable' : outcome.reason,
      );
  }
}
