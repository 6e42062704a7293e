import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sql, type Tenant } from '../../platform/db.ts';
import { businessWith, expectVerified, receipt, tenPercentOff } from '../../test/business.ts';
import { testDatabase } from '../../test/harness.ts';
import { issueVouchers } from '../rewards/index.ts';
import { type Posted, postOrders, postReturn } from './index.ts';

const { db, clock } = await testDatabase();
const NOON = '2026-11-20T05:00:00Z';

const sell = async (shop: Tenant, change: object): Promise<Posted> => {
  const [outcome] = await db.tx(shop, 'test', (tx) => postOrders(tx, [receipt(change)]));
  if (outcome?.status !== 'posted') throw new Error(JSON.stringify(outcome));
  return outcome;
};
const giveBack = (shop: Tenant, orderId: string, externalId: string, amount?: number) =>
  db.tx(shop, 'test', (tx) =>
    postReturn(tx, orderId, { externalId, returnedAt: new Date(NOON), amount }),
  );

/** Everything a customer's money hangs on, without ids. */
const stateOf = (shop: Tenant) =>
  db.tx(shop, 'test', async (tx) => ({
    standing: await tx.one(sql`select orders, spent, tier, balances from standings`),
    lots: await tx.rows(sql`select amount, remaining, expires_at from lots order by id`),
    orders: await tx.rows(sql`select total, returned, returned_bill from orders order by id`),
    vouchers: await tx.rows(sql`select state from vouchers`),
  }));

test('any split of a full return ends where one full return does', async () => {
  const arrange = async () => {
    const shop = await businessWith(db, (p) => ({
      earnRules: p.earnRules.map((r) => ({ ...r, rounding: 'half_up' as const })),
      vouchers: [tenPercentOff],
    }));
    const earlier = await sell(shop, { placedAt: '2026-03-01T05:00:00Z', total: 777_000 });
    await sell(shop, { placedAt: '2026-08-01T05:00:00Z', total: 1_234_567 });
    const [voucher] = await db.tx(shop, 'test', (tx) =>
      issueVouchers(tx, [
        { campaign: 'ten', customerId: earlier.customerId as string, issuedBy: 'test' },
      ]),
    );
    clock.set('2026-11-21T03:00:00Z');
    const sale = await sell(shop, {
      placedAt: '2026-11-21T03:00:00Z',
      total: 333_333,
      redeem: { points: 100, vouchers: [voucher?.code as string] },
    });
    return { shop, sale };
  };
  const whole = await arrange();
  await giveBack(whole.shop, whole.sale.orderId, 'all');
  const expected = await stateOf(whole.shop);
  await expectVerified(db, whole.shop);

  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.integer({ min: 1, max: 333_332 }), { minLength: 1, maxLength: 5 }),
      async (cuts) => {
        const { shop, sale } = await arrange();
        const points = [0, ...cuts.sort((a, b) => a - b), 333_333];
        for (let i = 1; i < points.length; i++) {
          await giveBack(
            shop,
            sale.orderId,
            `part ${i}`,
            (points[i] as number) - (points[i - 1] as number),
          );
        }
        expect(await stateOf(shop)).toEqual(expected);
        await expectVerified(db, shop);
      },
    ),
    { numRuns: 12 },
  );
});

test('a return takes back what the goods had earned, at the rule of the sale', async () => {
  const shop = await businessWith(db);
  const sale = await sell(shop, { total: 250_000 });
  expect(sale.pointsEarned).toBe(25);
  const part = await giveBack(shop, sale.orderId, 'r1', 95_000);
  // 155.000 ₫ are kept: 15 points instead of 25.
  expect(part).toMatchObject({
    refund: 95_000,
    pointsTakenBack: 10,
    pointsMissing: 0,
    status: 'posted',
  });
  expect(await giveBack(shop, sale.orderId, 'r1', 95_000)).toMatchObject({
    status: 'duplicate',
    pointsTakenBack: 10,
  });
  await expect(giveBack(shop, sale.orderId, 'r1', 1)).rejects.toMatchObject({
    code: 'return_conflict',
  });
  await expect(giveBack(shop, sale.orderId, 'r2', 155_001)).rejects.toMatchObject({
    code: 'return_exceeds_order',
  });
  await expectVerified(db, shop);
});

test('points already spent are not taken, and the return says how many were missing', async () => {
  const shop = await businessWith(db);
  const sale = await sell(shop, { total: 1_000_000, placedAt: '2026-11-19T05:00:00Z' });
  await sell(shop, { total: 200_000, redeem: { points: 90 } });
  const back = await giveBack(shop, sale.orderId, 'all');
  // 10 points of the order were left, and 15 were earned by the second bill of 155.000 ₫.
  expect(back).toMatchObject({ refund: 1_000_000, pointsTakenBack: 25, pointsMissing: 75 });
  await expectVerified(db, shop);
});

test('20 returns of one order at once: one refund', async () => {
  const shop = await businessWith(db);
  const sale = await sell(shop, { total: 250_000 });
  const answers = await Promise.allSettled(
    Array.from({ length: 20 }, (_, i) => giveBack(shop, sale.orderId, `r${i}`)),
  );
  expect(answers.filter((a) => a.status === 'fulfilled')).toHaveLength(1);
  for (const a of answers) {
    if (a.status === 'rejected') expect(a.reason).toMatchObject({ code: 'return_exceeds_order' });
  }
  await expectVerified(db, shop);
});

test('lines come back at what was paid for them, the last one with what rounding left', async () => {
  const shop = await businessWith(db);
  const sale = await sell(shop, {
    lines: [
      { sku: 'CF', name: 'Cà phê sữa đá', quantity: 3, unitPrice: 35_000 },
      { sku: 'SON', name: 'Son dưỡng', quantity: 1, unitPrice: 120_000, discount: 20_000 },
    ],
    discount: 5_001,
    total: 199_999,
  });
  const line = (n: number, quantity: number, id: string) =>
    db.tx(shop, 'test', (tx) =>
      postReturn(tx, sale.orderId, {
        externalId: id,
        returnedAt: new Date(NOON),
        lines: [{ line: n, quantity }],
      }),
    );
  expect((await line(2, 1, 'a')).amount).toBe(97_560);
  expect((await line(1, 1, 'b')).amount).toBe(34_146);
  await expect(line(1, 3, 'c')).rejects.toMatchObject({ code: 'return_exceeds_order' });
  expect((await line(1, 2, 'd')).amount).toBe(199_999 - 97_560 - 34_146);
  await expectVerified(db, shop);
});

test('what was free comes back by itself; of an order of nothing there is nothing to take back', async () => {
  clock.set('2026-11-21T03:00:00Z');
  const shop = await businessWith(db);
  const line = { sku: 'A', name: 'A', quantity: 1, unitPrice: 100_000 };
  const gift = { sku: 'G', name: 'Quà', quantity: 1, unitPrice: 0 };
  const back = (orderId: string, returnedAt = NOON) =>
    db.tx(shop, 'test', (tx) =>
      postReturn(tx, orderId, {
        externalId: 'gift',
        returnedAt: new Date(returnedAt),
        lines: [{ line: 2, quantity: 1 }],
      }),
    );
  const sale = await sell(shop, { total: 100_000, lines: [line, gift] });
  expect(await back(sale.orderId)).toMatchObject({ status: 'posted', amount: 0, refund: 0 });
  const nothing = await sell(shop, { total: 0, lines: [gift, { ...gift, quantity: 2 }] });
  await expect(back(nothing.orderId)).rejects.toMatchObject({ code: 'return_exceeds_order' });
  await expect(back(nothing.orderId, '1960-01-01T00:00:00Z')).rejects.toMatchObject({
    code: 'return_date_out_of_range',
  });
  await expectVerified(db, shop);
});
