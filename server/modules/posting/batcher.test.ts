import { expect, test, vi } from 'vitest';
import { sql } from '../../platform/db.ts';
import { businessWith, receipt } from '../../test/business.ts';
import { testDatabase } from '../../test/harness.ts';
import { OrderBatcher } from './batcher.ts';

const { db } = await testDatabase();

/** Rows PostgreSQL believes to be in the orders, of all businesses; -1: it never looked. */
const believed = () =>
  db.global(async (q) => {
    const row = await q.one<{ rows: number }>(
      sql`select reltuples as rows from pg_class where oid = 'orders'::regclass`,
    );
    return row?.rows;
  });

test('PostgreSQL learns of the first orders without waiting for autovacuum', async () => {
  const shop = await businessWith(db);
  const batcher = new OrderBatcher(db);
  expect(await believed()).toBe(-1);
  const request = { order: receipt(), actor: 'test', key: undefined, hash: Buffer.alloc(32) };
  await batcher.submit(shop, request);
  await vi.waitFor(async () => expect(await believed()).toBe(1), { timeout: 5_000 });
});
