import pino from 'pino';
import { expect, test } from 'vitest';
import { sql } from '../../platform/db.ts';
import { tenantBySlug } from '../../platform/tenant.ts';
import { testDatabase } from '../../test/harness.ts';
import { testConfig } from '../../test/server.ts';
import { verifyBusiness } from '../posting/index.ts';
import { planBusiness } from './domain/plan.ts';
import { DEMO_SLUG, demoIsLoaded, loadDemo } from './index.ts';

const { db, url, clock } = await testDatabase();
const CUSTOMERS = 250;

const load = (signal: AbortSignal, progress: (share: number) => void = () => {}) =>
  loadDemo({
    config: testConfig(),
    log: pino({ level: 'silent' }),
    signal,
    url,
    customers: CUSTOMERS,
    until: clock.now(),
    progress,
  });

async function figures(): Promise<Record<string, number>> {
  const tenant = await tenantBySlug(db, DEMO_SLUG);
  const row = await db.snapshot(tenant, 'system', (tx) =>
    tx.one<Record<string, number>>(sql`
      select (select count(*) from orders where tenant_id = ${tenant.id}) as orders,
             (select count(*) from customers where tenant_id = ${tenant.id}) as customers,
             (select count(*) from returns where tenant_id = ${tenant.id}) as returns,
             (select count(*) from transfers where tenant_id = ${tenant.id} and kind = 'spend') as spent,
             (select count(*) from voucher_redemptions where tenant_id = ${tenant.id}) as vouchers,
             (select count(*) from consents where tenant_id = ${tenant.id}) as consents,
             (select count(*) from customers where tenant_id = ${tenant.id} and birth_day is not null) as birthdays,
             (select count(distinct tier) from standings where tenant_id = ${tenant.id}) as tiers,
             (select count(*) from segments where tenant_id = ${tenant.id}) as segments,
             (select count(*) from staff where tenant_id = ${tenant.id}) as staff,
             (select count(*) from stores where tenant_id = ${tenant.id}) as stores`),
  );
  return row as Record<string, number>;
}

test('an interrupted load goes on where it stopped, and what is told is whole and true', async () => {
  const interrupted = new AbortController();
  await expect(
    load(interrupted.signal, (share) => share > 0.3 && interrupted.abort()),
  ).rejects.toThrow();
  expect(await demoIsLoaded(db)).toBe(false);
  const before = await figures();

  // The next start is a day later; the story stays the one that was begun.
  clock.advance(86_400_000);
  const report = await load(new AbortController().signal);
  clock.advance(-86_400_000);
  const plan = planBusiness({ seed: 'hien-moc', customers: CUSTOMERS, until: clock.now() });
  const after = await figures();
  expect(before.orders).toBeGreaterThan(0);
  expect(before.orders).toBeLessThan(plan.orders.length);
  expect(report).toMatchObject({ customers: CUSTOMERS, orders: plan.orders.length });
  expect(after).toMatchObject({
    orders: plan.orders.length,
    customers: new Set(plan.orders.flatMap(({ customer }) => customer ?? [])).size,
    tiers: 4,
    segments: 4,
    staff: 3,
    stores: 3,
  });
  for (const some of ['returns', 'spent', 'vouchers', 'consents', 'birthdays']) {
    expect(after[some], some).toBeGreaterThan(0);
  }
  expect(report.refused).toBeLessThan(plan.orders.length / 1000 + 3);

  const tenant = await tenantBySlug(db, DEMO_SLUG);
  const proof = await db.snapshot(tenant, 'system', (tx) => verifyBusiness(tx));
  expect(proof.findings).toEqual([]);
  expect(await demoIsLoaded(db)).toBe(true);
});
