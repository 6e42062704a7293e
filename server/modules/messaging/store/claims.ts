import type { MessageReason } from '@quen/contracts/messaging.ts';
import { type Row, sql, type Tx } from '../../../platform/db.ts';
import type { DueMessage } from '../model.ts';

/** Namespace of the advisory lock by which the claims of one business take turns. */
const CLAIMS = 7_833_603;

/**
 * Until this transaction ends nobody else claims messages of the business. Two workers that judged
 * the same customer at the same moment would otherwise each see room below the frequency cap.
 * Claims take milliseconds; sending happens outside.
 */
export async function lockClaims(tx: Tx): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(${CLAIMS}::int, ${tx.tenant.id}::int)`);
}

/** What is due: messages that wait, and messages whose sender died over them. */
export async function findDue(tx: Tx, limit: number): Promise<DueMessage[]> {
  return tx.rows<DueMessage & Row>(sql`
    select id, customer_id as "customerId", channel, template,
           programme_version as "programmeVersion", purpose, source, cause_id as "causeId",
           voucher_id as "voucherId", attempts, state, resent
    from messages
    where tenant_id = ${tx.tenant.id} and state in ('queued', 'sending') and not held
      and due_at <= ${tx.now}
    order by due_at, id
    limit ${limit}
    for no key update skip locked`);
}

/**
 * Marketing messages each customer got since `since` or is getting now, the given ones not counted.
 * What was returned they did not get.
 */
export async function countReceived(
  tx: Tx,
  customerIds: readonly string[],
  since: Date,
  except: readonly string[],
): Promise<Map<string, number>> {
  const rows = await tx.rows<{ id: string; count: number } & Row>(sql`
    select customer_id as id, count(*) as count
    from messages
    where tenant_id = ${tx.tenant.id} and customer_id = any(${customerIds}::uuid[])
      and purpose = 'marketing' and id <> all(${except}::uuid[])
      and (state = 'sending'
           or (state in ('sent', 'delivered', 'ambiguous') and sent_at > ${since}))
    group by customer_id`);
  return new Map(rows.map((row) => [row.id, row.count]));
}

/** Hands the messages to this sender until the lease ends; found in 'sending', they are sent again. */
export async function takeLease(tx: Tx, ids: readonly string[], until: Date): Promise<void> {
  await tx.run(sql`
    update messages
    set resent = resent or state = 'sending', state = 'sending', attempts = attempts + 1,
        due_at = ${until}, reason = null
    where tenant_id = ${tx.tenant.id} and id = any(${ids}::uuid[])`);
}

export async function markSkipped(
  tx: Tx,
  skipped: readonly { id: string; reason: MessageReason }[],
): Promise<void> {
  await tx.run(sql`
    update messages m set state = 'skipped', reason = s.reason
    from unnest(${skipped.map((s) => s.id)}::uuid[], ${skipped.map((s) => s.reason)}::text[])
      as s (id, reason)
    where m.tenant_id = ${tx.tenant.id} and m.id = s.id`);
}

export async function markDeferred(
  tx: Tx,
  deferred: readonly { id: string; reason: MessageReason; until: Date }[],
): Promise<void> {
  await tx.run(sql`
    update messages m set state = 'queued', reason = d.reason, due_at = d.until
    from unnest(${deferred.map((d) => d.id)}::uuid[], ${deferred.map((d) => d.reason)}::text[],
                ${deferred.map((d) => d.until)}::timestamptz[]) as d (id, reason, until)
    where m.tenant_id = ${tx.tenant.id} and m.id = d.id`);
}

/** Messages whose outcome stays unknown. They count as received, in case they were. */
export async function markAmbiguous(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.run(sql`
    update messages set state = 'ambiguous', reason = 'outcome_unknown', sent_at = ${tx.now}
    where tenant_id = ${tx.tenant.id} and id = any(${ids}::uuid[])`);
}

/** How one attempt ended. */
export interface AttemptEnd {
  id: string;
  attempt: number;
  state: 'sent' | 'delivered' | 'failed' | 'ambiguous' | 'queued';
  reason: MessageReason | null;
  providerId: string | null;
  /** For those tried again: when. */
  dueAt: Date | null;
  resent: boolean;
}

/**
 * Writes how attempts ended; the ids of those it still concerned. That a provider took a message is
 * true whoever holds it by now; every other end only counts from the attempt that is current. Where
 * a report on the message has come in already, that it was taken is no news.
 */
export async function markEnds(tx: Tx, ends: readonly AttemptEnd[]): Promise<string[]> {
  const rows = await tx.rows<{ id: string } & Row>(sql`
    update messages m
    set state = e.state, reason = e.reason, provider_id = coalesce(e.provider_id, m.provider_id),
        resent = m.resent or e.resent, due_at = coalesce(e.due_at, m.due_at),
        sent_at = case when e.state in ('sent', 'delivered', 'ambiguous') then ${tx.now}::timestamptz end
    from unnest(
      ${ends.map((e) => e.id)}::uuid[], ${ends.map((e) => e.attempt)}::int[],
      ${ends.map((e) => e.state)}::text[], ${ends.map((e) => e.reason)}::text[],
      ${ends.map((e) => e.providerId)}::text[], ${ends.map((e) => e.dueAt)}::timestamptz[],
      ${ends.map((e) => e.resent)}::boolean[]
    ) as e (id, attempt, state, reason, provider_id, due_at, resent)
    where m.tenant_id = ${tx.tenant.id} and m.id = e.id
      and ((m.state = 'sending' and m.attempts = e.attempt)
           or (e.state in ('sent', 'delivered') and m.state in ('sending', 'queued', 'ambiguous')))
    returning m.id`);
  return rows.map((row) => row.id);
}

/** Gives back what was claimed and not begun; the attempt does not count. */
export async function releaseClaims(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.run(sql`
    update messages set state = 'queued', attempts = attempts - 1, due_at = ${tx.now}
    where tenant_id = ${tx.tenant.id} and id = any(${ids}::uuid[]) and state = 'sending'`);
}
