import { type Database, type Queryable, type Row, sql, type Tenant } from './db.ts';
import { DomainError } from './errors.ts';

interface TenantRow extends Row {
  id: number;
  slug: string;
  name: string;
  currency: string;
  time_zone: string;
  locale: 'vi' | 'en';
}

const toTenant = (row: TenantRow): Tenant => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  currency: row.currency,
  timeZone: row.time_zone,
  locale: row.locale,
});

// Tenants change hardly ever and every request needs one; a minute of staleness harms nobody.
const TTL_MS = 60_000;
const cache = new WeakMap<Database, Map<string, { tenant: Tenant; until: number }>>();

async function cached(
  db: Database,
  key: string,
  load: (q: Queryable) => Promise<TenantRow | undefined>,
): Promise<Tenant> {
  const entries = cache.get(db) ?? new Map();
  cache.set(db, entries);
  const hit = entries.get(key);
  if (hit && hit.until > Date.now()) return hit.tenant;
  const row = await db.global(load);
  if (!row) throw new DomainError('not_found');
  const tenant = toTenant(row);
  entries.set(key, { tenant, until: Date.now() + TTL_MS });
  return tenant;
}

/** The business with this slug; not_found where there is none. */
export function tenantBySlug(db: Database, slug: string): Promise<Tenant> {
  return cached(db, `slug:${slug}`, (q) =>
    q.one<TenantRow>(
      sql`select id, slug, name, currency, time_zone, locale from tenants where slug = ${slug}`,
    ),
  );
}

export function tenantById(db: Database, id: number): Promise<Tenant> {
  return cached(db, `id:${id}`, (q) =>
    q.one<TenantRow>(
      sql`select id, slug, name, currency, time_zone, locale from tenants where id = ${id}`,
    ),
  );
}

export async function allTenants(db: Database): Promise<Tenant[]> {
  const rows = await db.global((q) =>
    q.rows<TenantRow>(
      sql`select id, slug, name, currency, time_zone, locale from tenants order by id`,
    ),
  );
  return rows.map(toTenant);
}
