import { sql, type Tx } from '../../platform/db.ts';
import { uuidv7 } from '../../platform/ids.ts';

/** What can happen to a customer. A new capability adds its kinds here. */
export type TimelineKind =
  | 'customer.created'
  | 'profile.changed'
  | 'consent.changed'
  | 'order.placed'
  | 'order.returned'
  | 'points.spent'
  | 'points.expired'
  | 'points.taken_back'
  | 'points.given_back'
  | 'points.adjusted'
  | 'tier.changed'
  | 'voucher.issued'
  | 'voucher.redeemed'
  | 'voucher.cancelled'
  | 'message.sent'
  | 'message.skipped'
  | 'message.bounced'
  | 'message.opened'
  | 'message.clicked'
  | 'journey.entered'
  | 'journey.left'
  | 'segment.entered'
  | 'segment.left';

/** One thing that happened. `data` holds ids, numbers and codes: never personal data. */
export interface Happening {
  customerId: string;
  /** An order tells itself: the view of happenings has it from the orders. */
  kind: Exclude<TimelineKind, 'order.placed'>;
  at: Date;
  /** The order, transfer, voucher, message or run it is about. */
  subject?: string | undefined;
  data?: object | undefined;
}

/**
 * Writes happenings in the caller's transaction, any number in one statement, and wakes those who
 * follow the stream soon after it commits.
 */
export async function record(tx: Tx, happenings: readonly Happening[]): Promise<void> {
  if (happenings.length === 0) return;
  tx.announce();
  await tx.run(sql`
    insert into timeline (tenant_id, customer_id, id, kind, at, subject, data)
    select ${tx.tenant.id}, unnest(${happenings.map((h) => h.customerId)}::uuid[]),
           unnest(${happenings.map((h) => uuidv7(h.at))}::uuid[]),
           unnest(${happenings.map((h) => h.kind)}::text[]),
           unnest(${happenings.map((h) => h.at)}::timestamptz[]),
           unnest(${happenings.map((h) => h.subject ?? null)}::uuid[]),
           unnest(${happenings.map((h) => JSON.stringify(h.data ?? {}))}::jsonb[])`);
}

/** One customer's timeline, newest first, older than the cursor (a row id) where one is given. */
export async function timelineOf(
  tx: Tx,
  customerId: string,
  {
    cursor,
    limit,
    kinds,
  }: { cursor?: string | undefined; limit: number; kinds?: readonly TimelineKind[] | undefined },
): Promise<
  {
    id: string;
    kind: TimelineKind;
    at: Date;
    subject: string | null;
    data: Record<string, unknown>;
  }[]
> {
  return tx.rows(sql`
    select id, kind, at, subject, data
    from happenings
    where tenant_id = ${tx.tenant.id} and customer_id = ${customerId}
      and (${cursor ?? null}::uuid is null or id < ${cursor ?? null}::uuid)
      and (${kinds ?? null}::text[] is null or kind = any(${kinds ?? null}::text[]))
    order by id desc
    limit ${limit}`);
}
