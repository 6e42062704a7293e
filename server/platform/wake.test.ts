import pg from 'pg';
import { expect, test } from 'vitest';
import { record } from '../modules/timeline/index.ts';
import { bareTenant, testDatabase } from '../test/harness.ts';
import { listen } from './wake.ts';

const { db, url } = await testDatabase();

test('a committed happening wakes the listener once; one that is rolled back does not', async () => {
  const [quiet, busy] = [await bareTenant(db), await bareTenant(db)];
  const woken: number[] = [];
  let heard: () => void = () => {};
  const once = new Promise<void>((done) => {
    heard = done;
  });
  const ears = await listen(db, async (tenantId) => {
    woken.push(tenantId);
    heard();
  });
  const happening = {
    customerId: '01990000-0000-7000-8000-000000000001',
    kind: 'tier.changed' as const,
    at: db.clock.now(),
  };
  await expect(
    db.tx(quiet, 'test', async (tx) => {
      await record(tx, [happening]);
      throw new Error('undone');
    }),
  ).rejects.toThrow('undone');
  for (let i = 0; i < 5; i++) await db.tx(busy, 'test', (tx) => record(tx, [happening]));
  await once;
  await ears.stop();
  expect(woken).toEqual([busy.id]);
});

test('whose connection ends comes back and hears again', { timeout: 20_000 }, async () => {
  const tenant = await bareTenant(db);
  const woken = new Set<number>();
  const ears = await listen(db, async (tenantId) => void woken.add(tenantId));
  const owner = new pg.Client(url);
  await owner.connect();
  await owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and query like 'listen %'`,
  );
  await owner.end();
  const happening = {
    customerId: '01990000-0000-7000-8000-000000000001',
    kind: 'tier.changed' as const,
    at: db.clock.now(),
  };
  // What happens before it is back is not heard, so it happens again and again.
  while (!woken.has(tenant.id)) {
    await db.tx(tenant, 'test', (tx) => record(tx, [happening]));
    await new Promise((next) => setTimeout(next, 100));
  }
  await ears.stop();
});
