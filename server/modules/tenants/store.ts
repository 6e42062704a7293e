import { type Queryable, type Row, sql, type Tenant, type Tx } from '../../platform/db.ts';
import type { BusinessSettings } from './settings.ts';
import type { Store, StoreInput } from './stores.ts';

interface TenantRow extends Row {
  id: number;
  slug: string;
  name: string;
  currency: string;
  time_zone: string;
  locale: 'vi' | 'en';
  settings: BusinessSettings;
}

const toTenant = (row: TenantRow): Tenant => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  currency: row.currency,
  timeZone: row.time_zone,
  locale: row.locale,
});

export async function insertTenant(
  q: Queryable,
  input: Omit<Tenant, 'id'>,
  now: Date,
): Promise<Tenant | undefined> {
  const row = await q.one<TenantRow>(sql`
    insert into tenants (slug, name, currency, time_zone, locale, created_at)
    values (${input.slug}, ${input.name}, ${input.currency}, ${input.timeZone}, ${input.locale}, ${now})
    on conflict (slug) do nothing
    returning id, slug, name, currency, time_zone, locale`);
  return row && toTenant(row);
}

/** The business's own row, locked where it is about to be changed. */
export async function readTenant(
  tx: Tx,
  { lock }: { lock: boolean },
): Promise<{ tenant: Tenant; settings: BusinessSettings }> {
  const row = await tx.one<TenantRow>(
    lock
      ? sql`select id, slug, name, currency, time_zone, locale, settings
            from tenants where id = ${tx.tenant.id} for update`
      : sql`select id, slug, name, currency, time_zone, locale, settings
            from tenants where id = ${tx.tenant.id}`,
  );
  if (!row) throw new Error(`tenant ${tx.tenant.id} has no row`);
  return { tenant: toTenant(row), settings: row.settings };
}

export async function updateTenant(
  tx: Tx,
  name: string,
  locale: 'vi' | 'en',
  settings: BusinessSettings,
): Promise<void> {
  await tx.run(sql`
    update tenants set name = ${name}, locale = ${locale}, settings = ${JSON.stringify(settings)}
    where id = ${tx.tenant.id}`);
}

interface StoreRow extends Row {
  id: string;
  code: string;
  name: string;
  address: string | null;
  created_at: Date;
}

const toStore = (row: StoreRow): Store => ({
  id: row.id,
  code: row.code,
  name: row.name,
  address: row.address,
  createdAt: row.created_at,
});

export async function selectStores(tx: Tx): Promise<Store[]> {
  const rows = await tx.rows<StoreRow>(sql`
    select id, code, name, address, created_at from stores
    where tenant_id = ${tx.tenant.id}
    order by code
    limit 1000`);
  return rows.map(toStore);
}

export async function selectStore(tx: Tx, id: string): Promise<Store | undefined> {
  const row = await tx.one<StoreRow>(sql`
    select id, code, name, address, created_at from stores
    where tenant_id = ${tx.tenant.id} and id = ${id}
    for update`);
  return row && toStore(row);
}

/** The stored row, or undefined where the code is taken. */
export async function insertStore(
  tx: Tx,
  id: string,
  input: StoreInput,
): Promise<Store | undefined> {
  const row = await tx.one<StoreRow>(sql`
    insert into stores (tenant_id, id, code, name, address, created_at)
    values (${tx.tenant.id}, ${id}, ${input.code}, ${input.name}, ${input.address ?? null}, ${tx.now})
    on conflict (tenant_id, code) do nothing
    returning id, code, name, address, created_at`);
  return row && toStore(row);
}

export async function updateStoreRow(tx: Tx, store: Store): Promise<void> {
  await tx.run(sql`
    update stores set code = ${store.code}, name = ${store.name}, address = ${store.address}
    where tenant_id = ${tx.tenant.id} and id = ${store.id}`);
}
