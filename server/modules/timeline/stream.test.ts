import { expect, test, vi } from 'vitest';
import { sql } from '../../platform/db.ts';
import { listen } from '../../platform/wake.ts';
import { bareTenant, testDatabase } from '../../test/harness.ts';
import { streamSettled } from '../../test/stream.ts';
import { followStream, record, type TimelineRow } from './index.ts';

const { db } = await testDatabase();
const CUSTOMER = '01990000-0000-7000-8000-000000000001';

const happen = (tenant: Awaited<ReturnType<typeof bareTenant>>, times: number) =>
  db.tx(tenant, 'test', (tx) =>
    record(
      tx,
      Array.from({ length: times }, () => ({
        customerId: CUSTOMER,
        kind: 'profile.changed' as const,
        at: db.clock.now(),
      })),
    ),
  );

test('a reader far behind gets everything once, in whole transactions, past those of others', async () => {
  const [tenant, other] = [await bareTenant(db), await bareTenant(db)];
  const follow = (limit: number) =>
    db.tx(tenant, 'test', (tx) => followStream(tx, 'reader', limit));
  expect(await follow(10)).toEqual([]);
  // One large transaction, a stretch in which only another business writes, many small ones.
  await happen(tenant, 25);
  for (let i = 0; i < 200; i++) await happen(other, 1);
  for (let i = 0; i < 40; i++) await happen(tenant, 3);
  await streamSettled(db, tenant);

  const pages: TimelineRow[][] = [];
  for (let page = await follow(10); page.length > 0; page = await follow(10)) pages.push(page);
  const ids = pages.flat().map((row) => row.id);
  expect(ids).toHaveLength(25 + 40 * 3);
  expect(new Set(ids).size).toBe(ids.length);
  expect(pages[0]).toHaveLength(25);
  for (const page of pages.slice(1)) expect(page.length).toBeLessThanOrEqual(12);
  for (const [i, page] of pages.entries()) {
    const next = pages[i + 1]?.[0]?.txid ?? Number.POSITIVE_INFINITY;
    expect(page.every((row) => row.txid < next)).toBe(true);
  }

  for (let i = 0; i < 20; i++) await happen(other, 1);
  await streamSettled(db, other);
  expect(await follow(10)).toEqual([]);
  await happen(tenant, 1);
  await streamSettled(db, tenant);
  expect(await follow(10)).toHaveLength(1);
});

test('what an older transaction holds back is looked for until it can be shown', async () => {
  const tenant = await bareTenant(db);
  const follow = () => db.tx(tenant, 'test', (tx) => followStream(tx, 'reader', 10));
  await follow();
  const seen: TimelineRow[] = [];
  let looks = 0;
  const ears = await listen(db, async (tenantId) => {
    if (tenantId !== tenant.id) return;
    seen.push(...(await follow()));
    looks++;
  });
  const other = await bareTenant(db);
  await db.tx(other, 'test', async (tx) => {
    await tx.run(sql`select pg_current_xact_id()`);
    await happen(tenant, 1);
    await vi.waitFor(() => expect(looks).toBeGreaterThanOrEqual(2), 10_000);
    expect(seen).toEqual([]);
  });
  // Nobody says anything from here on.
  await vi.waitFor(() => expect(seen).toHaveLength(1), 10_000);
  await ears.stop();
});
