import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { ManualClock } from '../platform/clock.ts';
import { Database, sql, type Tenant } from '../platform/db.ts';
import { tenantBySlug } from '../platform/tenant.ts';

export interface TestDatabase {
  db: Database;
  url: string;
  /** Stands at 2026-11-21T03:00:00Z (10:00 in Ho Chi Minh City) until moved. */
  clock: ManualClock;
}

/** A database of its own for this test file, cloned from the migrated template. */
export async function testDatabase(): Promise<TestDatabase> {
  const clusterUrl = new URL(inject('clusterUrl'));
  const name = `t_${randomBytes(6).toString('hex')}`;
  const admin = new URL(clusterUrl);
  admin.pathname = '/postgres';
  await asAdmin(admin.href, `create database ${name} template ${inject('templateName')}`);
  const url = new URL(clusterUrl);
  url.pathname = `/${name}`;
  const clock = new ManualClock('2026-11-21T03:00:00Z');
  const db = new Database({ url: url.href, poolSize: 24, clock });
  afterAll(async () => {
    await db.close();
    await asAdmin(admin.href, `drop database ${name} with (force)`);
  });
  return { db, url: url.href, clock };
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

let made = 0;
/** A business with nothing in it yet, not even a programme. */
export async function bareTenant(
  db: Database,
  { currency = 'VND', timeZone = 'Asia/Ho_Chi_Minh' } = {},
): Promise<Tenant> {
  const slug = `shop-${++made}-${randomBytes(3).toString('hex')}`;
  await db.global((q) =>
    q.run(sql`
      insert into tenants (slug, name, currency, time_zone, created_at)
      values (${slug}, ${`Shop ${made}`}, ${currency}, ${timeZone}, ${db.clock.now()})`),
  );
  return tenantBySlug(db, slug);
}
