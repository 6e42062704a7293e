import { expect, test } from 'vitest';
import { sql, type Tenant } from '../../platform/db.ts';
import { businessWith, expectVerified, receipt } from '../../test/business.ts';
import { testDatabase } from '../../test/harness.ts';
import { type ShortOrder, shopHistory } from '../../test/shop.ts';
import { expireLots } from '../ledger/index.ts';
import { postOrders } from '../posting/index.ts';
import { liabilityReport } from './liability.ts';
import { revenueReport } from './revenue.ts';

const { db, clock } = await testDatabase();
const order = (who: string, at: string, total: number, returned = 0): ShortOrder => ({
  who,
  at: `${at}T05:00:00Z`,
  total,
  returned,
});

/** Worked out by hand, with dormant from 90 days on; the day is 10 May 2026. */
const fixture = [
  // A: new in January, kept in February and March (the fourth order: loyal from March on).
  order('A', '2026-01-10', 100),
  order('A', '2026-02-10', 100),
  order('A', '2026-02-20', 100),
  order('A', '2026-03-10', 100, 40),
  // B: new in January, back in April after exactly 90 days; C is a day short and was kept.
  order('B', '2026-01-02', 1000),
  order('B', '2026-04-02', 500),
  order('C', '2026-01-03', 10),
  order('C', '2026-04-02', 20),
  // D gave everything back.
  order('D', '2026-03-01', 700, 700),
  // E is new in May.
  order('E', '2026-05-09', 5),
];

test('revenue as worked out by hand', async () => {
  const shop = await businessWith(db);
  await db.tx(shop, 'test', async (tx) => {
    await shopHistory(tx, fixture);
    await tx.run(sql`
      insert into orders (tenant_id, id, source, external_id, channel, placed_at, bill, total,
                          fingerprint, recorded_at, recorded_by)
      values (${shop.id}, gen_random_uuid(), 'test', 'stranger', 'pos', '2026-03-05', 77, 77, '\\x00',
              ${tx.now}, 'test')`);
  });
  const report = await db.snapshot(shop, 'test', (tx) => revenueReport(tx, { asOf: '2026-05-10' }));
  const row = (m: (typeof report.months)[number]) => [
    m.month,
    m.orders,
    m.customers,
    m.newCustomers,
    m.keptCustomers,
    m.reactivated,
    m.revenue,
    m.newRevenue,
    m.returningRevenue,
    m.loyalRevenue,
    m.otherRevenue,
    m.strangerRevenue,
    m.complete,
  ];
  expect(report.months.map(row)).toEqual([
    ['2026-01', 3, 3, 3, 0, 0, 1110, 1110, 0, 0, 1110, 0, true],
    ['2026-02', 2, 1, 0, 1, 0, 200, 0, 200, 0, 200, 0, true],
    ['2026-03', 1, 1, 0, 1, 0, 60, 0, 60, 60, 0, 77, true],
    ['2026-04', 2, 2, 0, 1, 1, 520, 0, 520, 0, 520, 0, true],
    ['2026-05', 1, 1, 1, 0, 0, 5, 5, 0, 0, 5, 0, false],
  ]);
  // 1500, 360, 30 and 5 of 1895; the top 1 % of four customers is one.
  expect(report.concentration.map((c) => [c.top, c.customers, c.revenue])).toEqual([
    [0.01, 1, 1500],
    [0.05, 1, 1500],
    [0.1, 1, 1500],
    [0.2, 1, 1500],
    [0.5, 2, 1860],
    [1, 4, 1895],
  ]);
  expect(report.definitions.kept.vi).toContain('chưa tới 90 ngày');
});

test('a business without orders has an empty report, not a wrong one', async () => {
  const shop = await businessWith(db);
  const report = await db.snapshot(shop, 'test', (tx) => revenueReport(tx));
  expect(report).toMatchObject({ months: [], concentration: [] });
  const liability = await db.snapshot(shop, 'test', (tx) => liabilityReport(tx));
  expect(liability.wallets).toEqual([]);
});

const ledgerTotal = (shop: Tenant): Promise<number> =>
  db.tx(shop, 'test', async (tx) =>
    Number(
      (
        await tx.one<{ sum: number }>(
          sql`
            select coalesce(sum(balance::bigint), 0)::bigint as sum
            from standings cross join jsonb_each_text(balances) as b (wallet, balance)`,
        )
      )?.sum,
    ),
  );

test('liability by expiry month adds up to the ledger, before and after points expire', async () => {
  const shop = await businessWith(db, (p) => ({
    wallets: p.wallets.map((w) => ({ ...w, pendingDays: 3 })),
  }));
  const sale = (placedAt: string, total: number, phone: string) =>
    receipt({ placedAt, total, customer: { phone } });
  await db.tx(shop, 'test', (tx) =>
    postOrders(tx, [
      sale('2025-11-15T05:00:00Z', 1_000_000, '0901000001'),
      sale('2026-01-15T05:00:00Z', 500_000, '0901000001'),
      sale('2026-11-20T05:00:00Z', 200_000, '0901000002'),
    ]),
  );
  const report = () => db.snapshot(shop, 'test', (tx) => liabilityReport(tx));
  const [wallet] = (await report()).wallets;
  expect(wallet).toMatchObject({
    wallet: 'points',
    outstanding: 170,
    // One point takes 500 ₫ off a bill.
    value: 85_000,
    pending: 20,
    overdue: 0,
    issued: 170,
    spent: 0,
    byExpiry: [
      { month: '2026-11', amount: 100, value: 50_000, customers: 1 },
      { month: '2027-01', amount: 50, customers: 1 },
      { month: '2027-11', amount: 20, customers: 1 },
    ],
  });
  expect(wallet?.outstanding).toBe(await ledgerTotal(shop));
  const now = clock.now();
  try {
    clock.set('2026-11-30T17:00:00Z');
    expect((await report()).wallets[0]).toMatchObject({ outstanding: 170, overdue: 100 });
    await expireLots.run({ payload: {}, db, tenant: shop } as never);
    const [after] = (await report()).wallets;
    expect(after).toMatchObject({ outstanding: 70, overdue: 0, expired: 100 });
    expect(after?.outstanding).toBe(await ledgerTotal(shop));
    await expectVerified(db, shop);
    // As of a day that is past: the total of that day, without the lots.
    const past = await db.snapshot(shop, 'test', (tx) =>
      liabilityReport(tx, { asOf: '2026-01-14' }),
    );
    expect(past.wallets[0]).toMatchObject({ outstanding: 100, byExpiry: null, overdue: null });
  } finally {
    clock.set(now);
  }
});
