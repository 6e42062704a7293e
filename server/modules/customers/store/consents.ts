import { type Row, sql, type Tx } from '../../../platform/db.ts';
import type { Consent, ConsentChange, ConsentChannel, ConsentPurpose } from '../model.ts';

export async function existingCustomers(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.rows<{ id: string } & Row>(sql`
    select id from customers where tenant_id = ${tx.tenant.id} and id = any(${ids}::uuid[])`);
  return new Set(rows.map((row) => row.id));
}

export async function insertConsents(
  tx: Tx,
  rows: readonly (ConsentChange & { id: string; at: Date })[],
): Promise<void> {
  await tx.run(sql`
    insert into consents (tenant_id, id, customer_id, channel, purpose, granted, method,
                          text_version, actor, at, proof)
    select ${tx.tenant.id}, id, customer_id, channel, purpose, granted, method, text_version,
           ${tx.actor}, at, proof
    from unnest(
      ${rows.map((r) => r.id)}::uuid[],
      ${rows.map((r) => r.customerId)}::uuid[],
      ${rows.map((r) => r.channel)}::text[],
      ${rows.map((r) => r.purpose)}::text[],
      ${rows.map((r) => r.granted)}::boolean[],
      ${rows.map((r) => r.method)}::text[],
      ${rows.map((r) => r.textVersion ?? null)}::text[],
      ${rows.map((r) => r.at)}::timestamptz[],
      ${rows.map((r) => (r.proof ? JSON.stringify(r.proof) : null))}::jsonb[]
    ) as c (id, customer_id, channel, purpose, granted, method, text_version, at, proof)`);
}

/**
 * What holds now for each of the customers: true granted, false withdrawn. Customers who were never
 * asked are absent, which is not consent.
 */
export async function consentOf(
  tx: Tx,
  customerIds: readonly string[],
  channel: ConsentChannel,
  purpose: ConsentPurpose,
): Promise<Map<string, boolean>> {
  // One step into the index per customer, to their latest row.
  const rows = await tx.rows<{ id: string; granted: boolean } & Row>(sql`
    select k.id, latest.granted
    from unnest(${customerIds}::uuid[]) as k (id)
    cross join lateral (
      select granted from consents
      where tenant_id = ${tx.tenant.id} and customer_id = k.id
        and channel = ${channel} and purpose = ${purpose}
      order by at desc, id desc
      limit 1
    ) as latest`);
  return new Map(rows.map((row) => [row.id, row.granted]));
}

/** What holds now for one customer: the latest row of each channel and purpose. */
export async function consentsHeldBy(tx: Tx, customerId: string): Promise<Consent[]> {
  return tx.rows<Consent & Row>(sql`
    select distinct on (channel, purpose)
           id, channel, purpose, granted, method, text_version as "textVersion", actor, at
    from consents
    where tenant_id = ${tx.tenant.id} and customer_id = ${customerId}
    order by channel, purpose, at desc, id desc`);
}

/** Everything a customer ever said about messages, newest first. Consents are few: 500 at most. */
export async function consentHistory(tx: Tx, customerId: string): Promise<Consent[]> {
  return tx.rows<Consent & Row>(sql`
    select id, channel, purpose, granted, method, text_version as "textVersion", actor, at
    from consents
    where tenant_id = ${tx.tenant.id} and customer_id = ${customerId}
    order by at desc, id desc
    limit 500`);
}
