import { expect, test } from 'vitest';
import { postOrders } from '../../modules/posting/index.ts';
import { sql } from '../../platform/db.ts';
import { businessWith, expectVerified, receipt } from '../business.ts';
import { testDatabase } from '../harness.ts';

const { db } = await testDatabase();

// An import keeps two batches in flight, and both are full of the same newcomers. Where the loser of
// such a race started its whole transaction over, it met the next newcomers of the other lane: it
// lost time and again, and at full size it lost six times running, which failed the import.
test.each([
  ['phone', (n: number) => ({ phone: `09010${String(n).padStart(5, '0')}` })],
  ['external id', (n: number) => ({ externalId: { source: 'pos', id: `C${n}` } })],
  [
    'either',
    (n: number, turn: number) =>
      turn % 2 === 0
        ? {
            phone: `09020${String(n).padStart(5, '0')}`,
            externalId: { source: 'pos', id: `E${n}` },
          }
        : { externalId: { source: 'pos', id: `E${n}` } },
  ],
])('lanes that meet the same newcomers all get through, by %s', async (_, customer) => {
  const shop = await businessWith(db);
  const [lanes, batches, size, people] = [4, 6, 200, 3_000];
  let begun = 0;
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      for (let batch = 0; batch < batches; batch++) {
        // Any two batches share some people, and most are met for the first time.
        const orders = Array.from({ length: size }, (_, i) =>
          receipt({
            customer: customer(((lane * batches + batch) * 1_009 + i * 523) % people, lane),
          }),
        );
        const outcomes = await db.tx(shop, 'test', (tx) => {
          begun++;
          return postOrders(tx, orders);
        });
        expect(outcomes.map((o) => o.status)).toEqual(orders.map(() => 'posted'));
      }
    }),
  );
  expect(begun).toBe(lanes * batches);
  const counted = await db.tx(shop, 'test', (tx) =>
    tx.one(sql`
      select (select count(*) from customers where tenant_id = ${shop.id}) as customers,
             (select sum(orders) from standings where tenant_id = ${shop.id}) as orders`),
  );
  const met = new Set(
    Array.from(
      { length: lanes * batches * size },
      (_, n) => (Math.floor(n / size) * 1_009 + (n % size) * 523) % people,
    ),
  );
  expect(counted).toEqual({ customers: met.size, orders: lanes * batches * size });
  await expectVerified(db, shop);
});
