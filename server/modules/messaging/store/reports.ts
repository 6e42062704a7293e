import type { MessageReason, MessageState } from '@quen/contracts/messaging.ts';
import { type Row, sql, type Tx } from '../../../platform/db.ts';
import type { MarkedMessage } from './messages.ts';

export interface ReportedMessage extends MarkedMessage {
  id: string;
  state: MessageState;
  resent: boolean;
}

/** The message a report is about, locked: what the report changes is decided once. */
export async function lockReported(tx: Tx, id: string): Promise<ReportedMessage | undefined> {
  return tx.one<ReportedMessage & Row>(sql`
    select id, customer_id as "customerId", channel, purpose, template, source, state, resent
    from messages
    where tenant_id = ${tx.tenant.id} and id = ${id}
    for no key update`);
}

/** Writes what a report said; whoever reports on a message has taken it. */
export async function setReported(
  tx: Tx,
  id: string,
  state: 'delivered' | 'bounced',
  reason: MessageReason | null,
): Promise<void> {
  await tx.run(sql`
    update messages
    set state = ${state}, reason = ${reason}, sent_at = coalesce(sent_at, ${tx.now}::timestamptz)
    where tenant_id = ${tx.tenant.id} and id = ${id}`);
}
