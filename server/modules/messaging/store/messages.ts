import type { MessageReason } from '@quen/contracts/messaging.ts';
import { type Row, sql, type Tx } from '../../../platform/db.ts';
import { uuidv7 } from '../../../platform/ids.ts';
import type { ChannelName, Intent } from '../model.ts';

export interface InsertedMessage {
  id: string;
  customerId: string;
  channel: ChannelName;
  template: string;
  source: string;
  state: 'queued' | 'failed';
  reason: MessageReason | null;
}

/** One row an intent and channel; intents that have theirs already are passed over. */
export async function insertIntents(
  tx: Tx,
  intents: readonly Intent[],
): Promise<InsertedMessage[]> {
  return tx.rows<InsertedMessage & Row>(sql`
    insert into messages (tenant_id, id, customer_id, channel, template, programme_version, purpose,
                          intent, source, cause_id, voucher_id, state, reason, due_at, created_at)
    select ${tx.tenant.id}, i.id, i.customer_id, i.channel, i.template, i.programme_version, i.purpose,
           i.intent, i.source, i.cause_id, i.voucher_id,
           case when i.reason is null then 'queued' else 'failed' end, i.reason, ${tx.now}, ${tx.now}
    from unnest(
      ${intents.map(() => uuidv7(tx.now))}::uuid[],
      ${intents.map((i) => i.customerId)}::uuid[],
      ${intents.map((i) => i.channel)}::text[],
      ${intents.map((i) => i.template)}::text[],
      ${intents.map((i) => i.programmeVersion)}::int[],
      ${intents.map((i) => i.purpose)}::text[],
      ${intents.map((i) => i.intent)}::text[],
      ${intents.map((i) => i.source)}::text[],
      ${intents.map((i) => i.causeId ?? null)}::uuid[],
      ${intents.map((i) => i.voucherId ?? null)}::uuid[],
      ${intents.map((i) => i.failed ?? null)}::text[]
    ) as i (id, customer_id, channel, template, programme_version, purpose, intent, source, cause_id,
            voucher_id, reason)
    on conflict (tenant_id, intent, channel) do nothing
    returning id, customer_id as "customerId", channel, template, source, state, reason`);
}

export interface CancelledMessage {
  id: string;
  customerId: string;
  channel: ChannelName;
  template: string;
  source: string;
}

/** Takes back what is still waiting of these runs. What a sender has claimed goes out. */
export async function skipQueuedOfCauses(
  tx: Tx,
  causeIds: readonly string[],
  reason: MessageReason,
): Promise<CancelledMessage[]> {
  return tx.rows<CancelledMessage & Row>(sql`
    update messages set state = 'skipped', reason = ${reason}
    where tenant_id = ${tx.tenant.id} and cause_id = any(${causeIds}::uuid[]) and state = 'queued'
    returning id, customer_id as "customerId", channel, template, source`);
}

export async function skipQueuedOfSource(
  tx: Tx,
  source: string,
  reason: MessageReason,
): Promise<CancelledMessage[]> {
  return tx.rows<CancelledMessage & Row>(sql`
    update messages set state = 'skipped', reason = ${reason}
    where tenant_id = ${tx.tenant.id} and source = ${source} and state = 'queued'
    returning id, customer_id as "customerId", channel, template, source`);
}

/** Holds back, or lets go, what is waiting of a source. A sender's claim is not touched. */
export async function setHeld(tx: Tx, source: string, held: boolean): Promise<number> {
  return tx.run(sql`
    update messages set held = ${held}, reason = ${held ? 'journey_paused' : null}
    where tenant_id = ${tx.tenant.id} and source = ${source} and state = 'queued'
      and held is distinct from ${held}`);
}

type Moment = 'opened_at' | 'clicked_at' | 'unsubscribed_at';

const firstTime = {
  opened_at: (tx: Tx, id: string) => sql`
    update messages set opened_at = ${tx.now}
    where tenant_id = ${tx.tenant.id} and id = ${id} and opened_at is null`,
  // Whoever clicks has seen it, even where pictures are blocked.
  clicked_at: (tx: Tx, id: string) => sql`
    update messages set clicked_at = ${tx.now}, opened_at = coalesce(opened_at, ${tx.now})
    where tenant_id = ${tx.tenant.id} and id = ${id} and clicked_at is null`,
  unsubscribed_at: (tx: Tx, id: string) => sql`
    update messages set unsubscribed_at = ${tx.now}
    where tenant_id = ${tx.tenant.id} and id = ${id} and unsubscribed_at is null`,
};

export interface MarkedMessage {
  customerId: string;
  channel: ChannelName;
  purpose: 'marketing' | 'care' | 'transactional';
  template: string;
  source: string;
}

/** Notes the first time something happened to a message; undefined where it had happened before. */
export async function markFirst(
  tx: Tx,
  moment: Moment,
  id: string,
): Promise<MarkedMessage | undefined> {
  return tx.one<MarkedMessage & Row>(sql`
    ${firstTime[moment](tx, id)}
    returning customer_id as "customerId", channel, purpose, template, source`);
}

/** One message, locked: what is decided of it next is decided once. */
export async function lockMessage(tx: Tx, id: string): Promise<MarkedMessage | undefined> {
  return tx.one<MarkedMessage & Row>(sql`
    select customer_id as "customerId", channel, purpose, template, source from messages
    where tenant_id = ${tx.tenant.id} and id = ${id}
    for no key update`);
}
