import { expect, test } from 'vitest';
import { sql, type Tenant } from '../../platform/db.ts';
import { businessWith, expectVerified, receipt, tenPercentOff } from '../../test/business.ts';
import { testDatabase } from '../../test/harness.ts';
import { salesOf, wordOf } from '../../test/sales.ts';
import { type OrderOutcome, type Posted, postOrders, postReturn } from './index.ts';

const at = await testDatabase();
const { db, clock } = at;
const { post, sell, issue } = salesOf(at);
const NOW = clock.now().toISOString();
const ways = [
  ['looking', false],
  ['trusting', true],
] as const;

const oncePosted = (answers: (string | undefined)[]) =>
  expect(answers.toSorted()).toEqual([...Array(9).fill('duplicate'), 'posted']);

test.each(ways)(
  'an order that redeems, ten times at once: one uses, nine repeat: %s',
  async (_, trusting) => {
    const shop = await businessWith(db, () => ({ vouchers: [tenPercentOff] }));
    const { customerId } = await sell(shop, { total: 1_000_000, placedAt: '2026-11-19T05:00:00Z' });
    const vouchers = [await issue(shop, customerId as string)];
    for (const redeem of [{ points: 100 }, { vouchers }]) {
      const order = receipt({ total: 200_000, placedAt: NOW, redeem });
      const answers = await Promise.all(
        Array.from({ length: 10 }, () =>
          db.tx(shop, 'test', async (tx) =>
            wordOf((await postOrders(tx, [order], { trusting }))[0]),
          ),
        ),
      );
      oncePosted(answers);
    }
    await expectVerified(db, shop);
  },
);

const takeBack = (shop: Tenant, orderId: string) =>
  db.tx(shop, 'test', (tx) =>
    postReturn(tx, orderId, { externalId: 'back', returnedAt: new Date(NOW) }),
  );

test('a full return ten times at once: one takes back, nine repeat', async () => {
  const shop = await businessWith(db);
  const { orderId } = await sell(shop);
  const answers = await Promise.all(Array.from({ length: 10 }, () => takeBack(shop, orderId)));
  oncePosted(answers.map(({ status }) => status));
  await expectVerified(db, shop);
});

test('an order repeated after it came back is answered as the first time', async () => {
  const shop = await businessWith(db, () => ({ vouchers: [tenPercentOff] }));
  const { customerId } = await sell(shop);
  const order = receipt({
    placedAt: NOW,
    redeem: { vouchers: [await issue(shop, customerId as string)] },
  });
  const postIt = async () =>
    (await db.tx(shop, 'test', (tx) => postOrders(tx, [order])))[0] as Posted;
  const first = await postIt();
  await takeBack(shop, first.orderId);
  const { voucherDiscount, pointsDiscount } = first;
  expect(await postIt()).toMatchObject({ status: 'duplicate', voucherDiscount, pointsDiscount });
});

test('a repeated return tells the vouchers it gave back and the points it missed', async () => {
  const shop = await businessWith(db, () => ({ vouchers: [tenPercentOff] }));
  const { customerId, orderId } = await sell(shop, { total: 1_000_000 });
  // Spends all there is, and earns nothing: the rest is paid with a gift card.
  await sell(shop, {
    total: 200_000,
    placedAt: NOW,
    redeem: { points: 100 },
    tenders: [{ kind: 'gift_card', amount: 150_000 }],
  });
  const missed = await takeBack(shop, orderId);
  expect(missed).toMatchObject({ status: 'posted', pointsTakenBack: 0, pointsMissing: 100 });
  expect(await takeBack(shop, orderId)).toEqual({ ...missed, status: 'duplicate' });

  const vouchers = [await issue(shop, customerId as string)];
  const sale = await sell(shop, { placedAt: NOW, redeem: { vouchers } });
  const restored = await takeBack(shop, sale.orderId);
  expect(restored).toMatchObject({ vouchersRestored: 1 });
  expect(await takeBack(shop, sale.orderId)).toEqual({ ...restored, status: 'duplicate' });
  await expectVerified(db, shop);
});

test('a number that comes twice in a batch: the second stands by itself where the first is refused', async () => {
  const shop = await businessWith(db);
  const orders = [{ externalId: 'T17', redeem: { points: 10 } }, { externalId: 'T17' }];
  expect((await post(shop, orders)).map(wordOf)).toEqual(['insufficient_points', 'posted']);
  // And the other way round: what was posted is a repeat also behind a conflict with it.
  const again = await post(shop, [{ externalId: 'T17', total: 1 }, { externalId: 'T17' }]);
  expect(again.map(wordOf)).toEqual(['order_conflict', 'duplicate']);
  await expectVerified(db, shop);
});

test('what is refused changes nothing: nobody is made, and nothing learnt', async () => {
  const shop = await businessWith(db);
  await sell(shop, { customer: { phone: '0901000077' } });
  const outcomes: OrderOutcome[] = await post(shop, [
    { customer: { phone: '0901000077', email: 'late@example.com', name: 'Ai đó' }, store: 'none' },
    { customer: { phone: '0901000078', externalId: { source: 'pos', id: '78' } }, store: 'none' },
    {
      customer: { phone: '0901000079', externalId: { source: 'pos', id: '79' } },
      redeem: { points: 10 },
    },
    { customer: { phone: '0901000080' }, redeem: { vouchers: ['NOPE1234'] } },
    { customer: { phone: '0901000081' }, redeem: { points: 10 } },
    { customer: { phone: '0901000081' } },
  ]);
  expect(outcomes.map(wordOf)).toEqual([
    'unknown_store',
    'unknown_store',
    'insufficient_points',
    'voucher_unknown',
    'insufficient_points',
    'posted',
  ]);
  const people = await db.tx(shop, 'test', (tx) =>
    tx.rows(sql`select phone, email, full_name from customers order by phone`),
  );
  expect(people).toEqual([
    { phone: '+84901000077', email: null, full_name: null },
    { phone: '+84901000081', email: null, full_name: null },
  ]);
  await expectVerified(db, shop);
});
