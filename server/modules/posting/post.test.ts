import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sql, type Tenant } from '../../platform/db.ts';
import { businessWith, expectVerified, receipt, tenPercentOff } from '../../test/business.ts';
import { testDatabase } from '../../test/harness.ts';
import { walletsOf } from '../ledger/index.ts';
import { issueVouchers } from '../rewards/index.ts';
import { timelineOf } from '../timeline/index.ts';
import { type OrderOutcome, type Posted, postOrders } from './index.ts';

const { db } = await testDatabase();

test('an order earns by the rule, and the timeline tells it', async () => {
  const shop = await businessWith(db);
  const [outcome] = await db.tx(shop, 'test', (tx) =>
    postOrders(tx, [receipt({ total: 259_999 })]),
  );
  expect(outcome).toMatchObject({ status: 'posted', total: 259_999, pointsEarned: 25 });
  const { customerId } = outcome as Posted;
  const [wallet] = await db.tx(shop, 'test', (tx) => walletsOf(tx, customerId as string));
  expect(wallet).toMatchObject({
    wallet: 'points',
    balance: 25,
    usable: 25,
    // 12 months after November 2026, to the end of that month in Ho Chi Minh City.
    nextExpiry: { at: new Date('2027-11-30T17:00:00Z'), amount: 25 },
  });
  const timeline = await db.tx(shop, 'test', (tx) =>
    timelineOf(tx, customerId as string, { limit: 10 }),
  );
  expect(timeline.map((t) => t.kind).sort()).toEqual(['order.placed', 'tier.changed']);
  expect(timeline.find((t) => t.kind === 'order.placed')).toMatchObject({
    subject: (outcome as Posted).orderId,
    data: { total: 259_999 },
  });
  await expectVerified(db, shop);
});

test('a batch gives each order its own outcome; a bad one harms no neighbour', async () => {
  const shop = await businessWith(db);
  const good = receipt();
  const outcomes = await db.tx(shop, 'test', (tx) =>
    postOrders(tx, [
      good,
      receipt({ placedAt: '1890-01-01T00:00:00Z' }),
      receipt({ customer: { phone: '123' } }),
      receipt({ store: 'nowhere' }),
      receipt({ currency: 'USD' }),
      receipt({ source: 's'.repeat(41) }),
      receipt({ externalId: 'x'.repeat(201) }),
      receipt({ channel: 'c'.repeat(41) }),
      receipt({ lines: [{ sku: 'A', name: 'A', quantity: 2, unitPrice: 100 }], total: 1 }),
      good,
      { ...good, total: 1 },
    ]),
  );
  expect(outcomes.map((o) => (o.status === 'rejected' ? o.error.code : o.status))).toEqual([
    'posted',
    'order_date_out_of_range',
    'invalid_phone',
    'unknown_store',
    'unknown_currency',
    'invalid_input',
    'invalid_input',
    'invalid_input',
    'order_total_mismatch',
    'duplicate',
    'order_conflict',
  ]);
  const again = await db.tx(shop, 'test', (tx) => postOrders(tx, [good, { ...good, total: 1 }]));
  expect(again.map((o) => (o.status === 'rejected' ? o.error.code : o.status))).toEqual([
    'duplicate',
    'order_conflict',
  ]);
  expect(again[0]).toMatchObject({ pointsEarned: 25, orderId: (outcomes[0] as Posted).orderId });
  await expectVerified(db, shop);
});

test('who sent an order is who spent its points and used its voucher', async () => {
  const shop = await businessWith(db, () => ({ vouchers: [tenPercentOff] }));
  await db.tx(shop, 'test', async (tx) => {
    const [first] = await postOrders(tx, [receipt({ total: 1_000_000 })]);
    const customerId = (first as Posted).customerId as string;
    const [voucher] = await issueVouchers(tx, [{ campaign: 'ten', customerId, issuedBy: 'test' }]);
    const paid = receipt({
      placedAt: tx.now.toISOString(),
      total: 500_000,
      redeem: { points: 100, vouchers: [voucher?.code as string] },
    });
    const [second] = await postOrders(tx, [paid], { recordedBy: ['key:till'] });
    const { orderId } = second as Posted;
    const told = await tx.rows(sql`
      select kind::text as what, recorded_by as who from transfers where cause_id = ${orderId}
      union all
      select 'voucher', recorded_by from voucher_redemptions where order_id = ${orderId}
      union all
      select 'order', recorded_by from orders where id = ${orderId}
      order by what`);
    expect(told).toEqual(
      ['earn', 'order', 'spend', 'voucher'].map((what) => ({ what, who: 'key:till' })),
    );
  });
});

const ways = [
  ['looking', false],
  ['trusting', true],
] as const;

test.each(ways)('what was accepted once is a repeat for ever: %s', async (_, trusting) => {
  const shop = await businessWith(db);
  const [earlier] = await db.tx(shop, 'test', (tx) =>
    postOrders(tx, [receipt({ total: 1_000_000 })]),
  );
  const paid = receipt({ total: 200_000, redeem: { points: 100 } });
  const plain = receipt();
  const first = await db.tx(shop, 'test', (tx) => postOrders(tx, [paid, plain], { trusting }));
  expect(first.map((o) => o.status)).toEqual(['posted', 'posted']);
  const posted = first as Posted[];
  // The points are spent: what was paid with them would be refused now.
  const greedy = receipt({ total: 200_000, redeem: { points: 100 } });
  const told = async (...orders: (typeof paid)[]) =>
    (await db.tx(shop, 'test', (tx) => postOrders(tx, orders, { trusting }))).map((o) =>
      o.status === 'rejected' ? o.error.code : [o.status, o.orderId],
    );
  expect(await told(paid)).toEqual([['duplicate', posted[0]?.orderId]]);
  expect(await told(greedy, paid)).toEqual([
    'insufficient_points',
    ['duplicate', posted[0]?.orderId],
  ]);
  const mixed = await told(receipt(), plain, { ...plain, total: 1 }, greedy, paid);
  expect(mixed).toEqual([
    ['posted', expect.any(String)],
    ['duplicate', posted[1]?.orderId],
    'order_conflict',
    'insufficient_points',
    ['duplicate', posted[0]?.orderId],
  ]);
  expect((earlier as Posted).status).toBe('posted');
  await expectVerified(db, shop);
});

test.each(ways)(
  'the same order 50 times at once, in 50 transactions: one order, 50 consistent answers: %s',
  async (_, trusting) => {
    const shop = await businessWith(db);
    const order = receipt();
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () =>
        db.tx(shop, 'test', async (tx) => {
          const [outcome] = await postOrders(tx, [order], { trusting });
          return outcome as Posted;
        }),
      ),
    );
    expect(new Set(outcomes.map((o) => o.orderId)).size).toBe(1);
    expect(outcomes.filter((o) => o.status === 'posted')).toHaveLength(1);
    expect(new Set(outcomes.map((o) => `${o.pointsEarned} ${o.total} ${o.customerId}`)).size).toBe(
      1,
    );
    await expectVerified(db, shop);
  },
);

test('points pay part of a bill, soonest to expire first, and only what was paid in money earns', async () => {
  const shop = await businessWith(db);
  const [first] = await db.tx(shop, 'test', (tx) =>
    postOrders(tx, [
      receipt({ placedAt: '2026-01-10T05:00:00Z', total: 1_000_000 }),
      receipt({ placedAt: '2026-06-10T05:00:00Z', total: 500_000 }),
    ]),
  );
  const [sale] = await db.tx(shop, 'test', (tx) =>
    postOrders(tx, [receipt({ total: 200_000, redeem: { points: 120 } })]),
  );
  expect(sale).toMatchObject({
    status: 'posted',
    pointsDiscount: 60_000,
    total: 140_000,
    pointsSpent: 120,
    pointsEarned: 14,
  });
  const id = (first as Posted).customerId as string;
  const [wallet] = await db.tx(shop, 'test', (tx) => walletsOf(tx, id));
  expect(wallet).toMatchObject({
    balance: 150 - 120 + 14,
    nextExpiry: { at: new Date('2027-06-30T17:00:00Z'), amount: 30 },
  });
  await expectVerified(db, shop);
});

test('20 concurrent spends of a whole balance: exactly one succeeds', async () => {
  const shop = await businessWith(db);
  await db.tx(shop, 'test', (tx) => postOrders(tx, [receipt({ total: 1_000_000 })]));
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () =>
      db.tx(
        shop,
        'test',
        async (tx) =>
          (await postOrders(tx, [receipt({ total: 200_000, redeem: { points: 100 } })]))[0],
      ),
    ),
  );
  expect(outcomes.filter((o) => o?.status === 'posted')).toHaveLength(1);
  for (const o of outcomes) {
    if (o?.status === 'rejected') expect(o.error.code).toBe('insufficient_points');
  }
  await expectVerified(db, shop);
});

test('a refused redemption changes nothing', async () => {
  const shop = await businessWith(db);
  await db.tx(shop, 'test', (tx) => postOrders(tx, [receipt({ total: 1_000_000 })]));
  const refusals: [object, string][] = [
    [{ redeem: { points: 101 } }, 'insufficient_points'],
    [{ redeem: { points: 5 } }, 'redemption_below_minimum'],
    [{ redeem: { points: 100 }, total: 50_000 }, 'redemption_above_share'],
    [{ redeem: { points: 10 }, customer: undefined }, 'customer_required'],
    [{ redeem: { vouchers: ['NOPE1234'] } }, 'voucher_unknown'],
  ];
  for (const [change, code] of refusals) {
    const [outcome] = await db.tx(shop, 'test', (tx) => postOrders(tx, [receipt(change)]));
    expect(outcome).toMatchObject({ status: 'rejected', error: { code } });
  }
  await expectVerified(db, shop);
});

test('a tier is reached at once, and a batch of history gives what single postings give', async () => {
  const orders = Array.from({ length: 40 }, (_, i) =>
    receipt({
      placedAt: new Date(Date.UTC(2024, 0, 1 + i * 25)).toISOString(),
      total: 300_000 + (i % 7) * 50_000,
    }),
  );
  const together = await businessWith(db);
  const apart = await businessWith(db);
  const backwards = await businessWith(db);
  await db.tx(together, 'test', (tx) => postOrders(tx, orders));
  for (const order of orders) await db.tx(apart, 'test', (tx) => postOrders(tx, [order]));
  for (const order of [...orders].reverse())
    await db.tx(backwards, 'test', (tx) => postOrders(tx, [order]));
  const standing = (tenant: typeof apart) =>
    db.tx(tenant, 'test', (tx) =>
      tx.one({
        text: `select orders, spent, tier, tier_since, tier_review_at from standings`,
        values: [],
        name: undefined,
      }),
    );
  expect(await standing(together)).toEqual(await standing(apart));
  expect(await standing(backwards)).toEqual(await standing(apart));
  expect(await standing(apart)).toMatchObject({ tier: 'gold' });
  await expectVerified(db, together);
});

const purchase = fc.record({
  who: fc.nat(2),
  day: fc.nat(400),
  total: fc.integer({ min: 0, max: 1_500_000 }),
  points: fc.option(fc.integer({ min: 10, max: 60 }), { nil: undefined }),
});

test('a batch does what the same orders do one by one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(purchase, { minLength: 2, maxLength: 25 }), async (purchases) => {
      const orders = purchases.map(({ who, day, total, points }, i) =>
        receipt({
          externalId: `o${i}`,
          customer: { phone: `090100000${who}` },
          placedAt: new Date(Date.UTC(2025, 5, 1, 5) + day * 86_400_000).toISOString(),
          total,
          ...(points === undefined ? {} : { redeem: { points } }),
        }),
      );
      const [together, apart] = [await businessWith(db), await businessWith(db)];
      const inOne = await db.tx(together, 'test', (tx) => postOrders(tx, orders));
      const single = [];
      for (const order of orders) {
        single.push(...(await db.tx(apart, 'test', (tx) => postOrders(tx, [order]))));
      }
      const told = (list: OrderOutcome[]) =>
        list.map((o) =>
          o.status === 'rejected' ? o.error.code : [o.total, o.pointsEarned, o.pointsSpent],
        );
      expect(told(inOne)).toEqual(told(single));
      expect(await held(together)).toEqual(await held(apart));
      await expectVerified(db, together);
    }),
    { numRuns: 25 },
  );
});

const held = (tenant: Tenant) =>
  db.tx(tenant, 'test', (tx) =>
    tx.rows(sql`
      select c.phone, s.orders, s.spent, s.tier, s.tier_since, s.tier_review_at, s.balances,
             (select array_agg(l.remaining || ' of ' || l.amount order by l.usable_at, l.amount, l.remaining)
              from lots l where l.customer_id = c.id) as lots
      from customers c join standings s on s.customer_id = c.id
      order by c.phone`),
  );
