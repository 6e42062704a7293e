import type { MessageReason, MessageState } from '@quen/contracts/messaging.ts';
import { joinSql, type Row, sql, type Tx } from '../../../platform/db.ts';
import type { MessageCounts, MessageRow } from '../model.ts';

export interface LogFilter {
  customerId?: string | undefined;
  source?: string | undefined;
  state?: MessageState | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** A page of the send log, newest first. The text varies with the filter, so each finds its index. */
export async function listMessages(tx: Tx, filter: LogFilter): Promise<MessageRow[]> {
  const where = [sql`tenant_id = ${tx.tenant.id}`];
  if (filter.customerId) where.push(sql`customer_id = ${filter.customerId}`);
  if (filter.source) where.push(sql`source = ${filter.source}`);
  if (filter.state) where.push(sql`state = ${filter.state}`);
  if (filter.cursor) where.push(sql`id < ${filter.cursor}`);
  return tx.rows<MessageRow & Row>(sql`
    select id, customer_id as "customerId", channel, template, purpose, source, state, reason,
           attempts, due_at as "dueAt", created_at as "createdAt", sent_at as "sentAt",
           opened_at as "openedAt", clicked_at as "clickedAt", unsubscribed_at as "unsubscribedAt"
    from messages
    where ${joinSql(where, ' and ')}
    order by id desc
    limit ${filter.limit}`);
}

interface CountRow extends Row {
  source: string;
  template: string;
  state: MessageState;
  reason: MessageReason | null;
  count: number;
  opened: number;
  clicked: number;
  unsubscribed: number;
}

/** What became of the messages of each source, in total and template by template. */
export async function messageCounts(
  tx: Tx,
  sources: readonly string[],
): Promise<Map<string, MessageCounts & { templates: Record<string, MessageCounts> }>> {
  const rows = await tx.rows<CountRow>(sql`
    select source, template, state, reason, count(*) as count, count(opened_at) as opened,
           count(clicked_at) as clicked, count(unsubscribed_at) as unsubscribed
    from messages
    where tenant_id = ${tx.tenant.id} and source = any(${sources}::text[])
    group by source, template, state, reason`);
  const counted = new Map(
    sources.map((source) => [
      source,
      { ...noMessages(), templates: {} as Record<string, MessageCounts> },
    ]),
  );
  for (const row of rows) {
    const total = counted.get(row.source);
    if (!total) continue;
    total.templates[row.template] ??= noMessages();
    add(total, row);
    add(total.templates[row.template] as MessageCounts, row);
  }
  return counted;
}

const noMessages = (): MessageCounts => ({
  intents: 0,
  queued: 0,
  sent: 0,
  bounced: 0,
  opened: 0,
  clicked: 0,
  unsubscribed: 0,
  skipped: 0,
  failed: 0,
  ambiguous: 0,
  reasons: {},
});

function add(counts: MessageCounts, row: CountRow): void {
  const { state, count } = row;
  counts.intents += count;
  counts.opened += row.opened;
  counts.clicked += row.clicked;
  counts.unsubscribed += row.unsubscribed;
  if (state === 'queued' || state === 'sending') counts.queued += count;
  if (state === 'sent' || state === 'delivered' || state === 'bounced') counts.sent += count;
  if (state === 'bounced') counts.bounced += count;
  if (state === 'skipped') counts.skipped += count;
  if (state === 'failed') counts.failed += count;
  if (state === 'ambiguous') counts.ambiguous += count;
  if ((state === 'skipped' || state === 'failed' || state === 'bounced') && row.reason)
    counts.reasons[row.reason] = (counts.reasons[row.reason] ?? 0) + count;
}
