import {
  isUniqueViolation,
  joinSql,
  prepared,
  RetryTransaction,
  type Row,
  type Sql,
  sql,
  type Tx,
} from '../../../platform/db.ts';
import type { Keys, Known, Learnt, LearntExternalId, NewCustomer } from '../model.ts';

/** A customer that a key belongs to. */
export interface FoundCustomer extends Row {
  /** The key, as lookups are called: 'phone:+84…', 'external:pos:17'… */
  key: string;
  id: string;
  has_phone: boolean;
  has_email: boolean;
  has_name: boolean;
}

/**
 * The query that gives a FoundCustomer for each of the keys that is somebody's. It has a branch for
 * each kind of key that occurs, each of which walks one unique index: a till names its customers in
 * one way, and a branch that finds nothing still takes PostgreSQL a tenth of the statement.
 */
export function foundByKeys(tx: Tx, wanted: readonly Keys[]): Sql {
  const ids = new Set<string>();
  const cards = new Set<string>();
  const phones = new Set<string>();
  const emails = new Set<string>();
  const externals = new Map<string, { source: string; id: string }>();
  for (const keys of wanted) {
    if (keys.id) ids.add(keys.id);
    if (keys.card) cards.add(keys.card);
    if (keys.phone) phones.add(keys.phone);
    if (keys.email) emails.add(keys.email);
    if (keys.external) externals.set(`${keys.external.source}:${keys.external.id}`, keys.external);
  }
  const t = tx.tenant.id;
  const branches: Sql[] = [];
  if (cards.size > 0) {
    branches.push(sql`
      select 'card:' || c.card_code as key, c.id, c.phone is not null as has_phone,
             c.email is not null as has_email, c.full_name is not null as has_name
      from (select unnest(${[...cards]}::text[]) as card) k
      join customers c on c.tenant_id = ${t} and c.card_code = k.card`);
  }
  if (externals.size > 0) {
    const external = [...externals.values()];
    branches.push(sql`
      select 'external:' || x.source || ':' || x.external_id as key, c.id,
             c.phone is not null as has_phone, c.email is not null as has_email,
             c.full_name is not null as has_name
      from (select unnest(${external.map((e) => e.source)}::text[]) as source,
                   unnest(${external.map((e) => e.id)}::text[]) as id) k
      join customer_ids x on x.tenant_id = ${t} and x.source = k.source and x.external_id = k.id
      join customers c on c.tenant_id = ${t} and c.id = x.customer_id`);
  }
  if (phones.size > 0) {
    branches.push(sql`
      select 'phone:' || c.phone as key, c.id, true as has_phone, c.email is not null as has_email,
             c.full_name is not null as has_name
      from (select unnest(${[...phones]}::text[]) as phone) k
      join customers c on c.tenant_id = ${t} and c.phone = k.phone`);
  }
  if (emails.size > 0) {
    branches.push(sql`
      select 'email:' || c.email as key, c.id, c.phone is not null as has_phone, true as has_email,
             c.full_name is not null as has_name
      from (select unnest(${[...emails]}::text[]) as email) k
      join customers c on c.tenant_id = ${t} and c.email = k.email`);
  }
  if (ids.size > 0 || branches.length === 0) {
    branches.push(sql`
      select 'id:' || c.id as key, c.id, c.phone is not null as has_phone,
             c.email is not null as has_email, c.full_name is not null as has_name
      from (select unnest(${[...ids]}::uuid[]) as id) k
      join customers c on c.tenant_id = ${t} and c.id = k.id`);
  }
  return joinSql(branches, ' union all ');
}

/** Every customer one of the keys belongs to, by key. */
export async function findByKeys(tx: Tx, wanted: readonly Keys[]): Promise<Map<string, Known>> {
  return knownByKey(await tx.rows<FoundCustomer>(prepared(foundByKeys(tx, wanted))));
}

export function knownByKey(rows: readonly FoundCustomer[]): Map<string, Known> {
  const byId = new Map<string, Known>();
  const byKey = new Map<string, Known>();
  for (const row of rows) {
    let known = byId.get(row.id);
    if (!known) {
      known = {
        id: row.id,
        hasPhone: row.has_phone,
        hasEmail: row.has_email,
        hasName: row.has_name,
      };
      byId.set(row.id, known);
    }
    byKey.set(row.key, known);
  }
  return byKey;
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Adds customers; the ids of those that were added. One whose phone, e-mail or card somebody else
 * took meanwhile is left out: the next look-up finds that somebody.
 */
export async function insertCustomers(
  tx: Tx,
  customers: readonly NewCustomer[],
): Promise<Set<string>> {
  if (customers.length === 0) return new Set();
  // One order for everybody, so that two transactions with the same newcomers queue up on the
  // first of them instead of blocking each other crosswise.
  const rows = customers.toSorted((a, b) =>
    order(a.phone ?? a.email ?? a.id, b.phone ?? b.email ?? b.id),
  );
  const inserted = await tx.rows<{ id: string }>(sql`
    insert into customers (tenant_id, id, full_name, phone, email, card_code, bucket, source,
                           locale, created_at, updated_at)
    select ${tx.tenant.id}, unnest(${rows.map((r) => r.id)}::uuid[]),
           unnest(${rows.map((r) => r.fullName)}::text[]),
           unnest(${rows.map((r) => r.phone)}::text[]),
           unnest(${rows.map((r) => r.email)}::text[]),
           unnest(${rows.map((r) => r.cardCode)}::text[]),
           unnest(${rows.map((r) => r.bucket)}::smallint[]),
           unnest(${rows.map((r) => r.source)}::text[]), ${tx.tenant.locale},
           unnest(${rows.map((r) => r.createdAt)}::timestamptz[]), ${tx.now}
    on conflict do nothing
    returning id`);
  return new Set(inserted.map((row) => row.id));
}

/** Adds external ids; those that were not added, because somebody has them already. */
export async function insertExternalIds(
  tx: Tx,
  learnt: readonly LearntExternalId[],
): Promise<LearntExternalId[]> {
  if (learnt.length === 0) return [];
  const rows = learnt.toSorted(
    (a, b) => order(a.source, b.source) || order(a.externalId, b.externalId),
  );
  const added = await tx.rows<{ source: string; id: string }>(sql`
    insert into customer_ids (tenant_id, source, external_id, customer_id)
    select ${tx.tenant.id}, unnest(${rows.map((r) => r.source)}::text[]),
           unnest(${rows.map((r) => r.externalId)}::text[]),
           unnest(${rows.map((r) => r.customerId)}::uuid[])
    on conflict do nothing
    returning source, external_id as id`);
  if (added.length === rows.length) return [];
  const ours = new Set(added.map((row) => `${row.source}:${row.id}`));
  return rows.filter((row) => !ours.has(`${row.source}:${row.externalId}`));
}

/** Takes back customers that this transaction made, without what they are known by. */
export async function deleteCustomers(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.run(sql`
    delete from customers where tenant_id = ${tx.tenant.id} and id = any(${ids}::uuid[])`);
}

export async function deleteExternalIds(tx: Tx, customerIds: readonly string[]): Promise<void> {
  await tx.run(sql`
    delete from customer_ids
    where tenant_id = ${tx.tenant.id} and customer_id = any(${customerIds}::uuid[])`);
}

/** Fills fields that are still empty; whoever filled one meanwhile keeps it. */
export async function learnProfile(tx: Tx, learnt: readonly Learnt[]): Promise<void> {
  // Sorted by id: rows of customers are locked in one order everywhere.
  const rows = learnt.toSorted((a, b) => order(a.id, b.id));
  try {
    await tx.run(sql`
      update customers c
      set phone = coalesce(c.phone, n.phone), email = coalesce(c.email, n.email),
          full_name = coalesce(c.full_name, n.full_name), updated_at = ${tx.now}
      from (select unnest(${rows.map((r) => r.id)}::uuid[]) as id,
                   unnest(${rows.map((r) => r.phone)}::text[]) as phone,
                   unnest(${rows.map((r) => r.email)}::text[]) as email,
                   unnest(${rows.map((r) => r.fullName)}::text[]) as full_name) n
      where c.tenant_id = ${tx.tenant.id} and c.id = n.id`);
  } catch (error) {
    if (isUniqueViolation(error)) throw new RetryTransaction('a key was taken meanwhile');
    throw error;
  }
}
