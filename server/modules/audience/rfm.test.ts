import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Tenant } from '../../platform/db.ts';
import { sql } from '../../platform/db.ts';
import { businessWith } from '../../test/business.ts';
import { testDatabase } from '../../test/harness.ts';
import { type ShortOrder, shopHistory } from '../../test/shop.ts';
import { matchingCustomers } from '../conditions/index.ts';
import { grid, scoresOf, type Thresholds } from './domain/rfm.ts';
import { lifecycleReport, lifecycleStage, refreshScores, rfmReport } from './index.ts';
import { rescore } from './rfm.ts';

// 21 November 2026, 10:00 in Ho Chi Minh City: the day began at 17:00Z on the 20th.
const { db, clock } = await testDatabase();
const DAY = 86_400_000;
const midnight = Date.UTC(2026, 10, 20, 17);
const daysAgo = (days: number, hours = 12) =>
  new Date(midnight - days * DAY + hours * 3_600_000).toISOString();

async function shopWith(orders: readonly ShortOrder[], others: string[] = []) {
  const shop = await businessWith(db);
  const ids = await db.tx(shop, 'test', (tx) => shopHistory(tx, orders, others));
  return { shop, ids };
}

/** What the report must say, worked out the slow way from the definition. */
function expected(orders: readonly ShortOrder[], asOf: number, windowDays: number) {
  const people = Map.groupBy(
    orders.filter((o) => {
      const at = new Date(o.at).getTime();
      const kept = o.total === 0 || (o.returned ?? 0) < o.total;
      return kept && at < asOf + DAY && at >= asOf - (windowDays - 1) * DAY;
    }),
    (o) => o.who,
  );
  const facts = [...people.values()].map((own) => {
    const last = Math.max(...own.map((o) => new Date(o.at).getTime()));
    return {
      days: Math.max(0, Math.ceil((asOf - last) / DAY)),
      orders: own.length,
      spent: own.reduce((sum, o) => sum + o.total - (o.returned ?? 0), 0),
    };
  });
  const fifths = (values: number[]) => {
    const sorted = values.toSorted((a, b) => a - b);
    return [0.2, 0.4, 0.6, 0.8].map((p) => sorted[Math.ceil(p * sorted.length) - 1] as number);
  };
  const thresholds: Thresholds = {
    recencyDays: fifths(facts.map((f) => f.days)),
    orders: fifths(facts.map((f) => f.orders)),
    spent: fifths(facts.map((f) => f.spent)),
  };
  const counts = new Map<string, number>();
  for (const fact of facts) {
    const { recency, frequency } = scoresOf(fact, thresholds);
    const key = `${recency}${frequency}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return { thresholds, counts, customers: facts.length };
}

const anyOrder = fc.record({
  who: fc.integer({ min: 0, max: 25 }).map((n) => `Khách ${n}`),
  at: fc.tuple(fc.nat(40), fc.constantFrom(0, 7, 23)).map(([days, hours]) => daysAgo(days, hours)),
  total: fc.constantFrom(0, 10, 20, 20, 50),
  returned: fc.constantFrom(0, 0, 0, 10),
});

test('the report is what the definition says, ties together, whatever the history', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyOrder, { minLength: 1, maxLength: 60 }), async (raw) => {
      const orders = raw.map((o) => ({ ...o, returned: Math.min(o.returned, o.total) }));
      const shop = await businessWith(db, (p) => ({ rfm: { ...p.rfm, windowDays: 30 } }));
      await db.tx(shop, 'test', (tx) => shopHistory(tx, orders));
      for (const back of [0, 5]) {
        const day = new Date(midnight - back * DAY + DAY / 2).toISOString().slice(0, 10);
        const report = await db.snapshot(shop, 'test', (tx) => rfmReport(tx, { asOf: day }));
        const want = expected(orders, midnight - back * DAY, 30);
        expect(report.customers).toBe(want.customers);
        if (want.customers === 0) expect(report.thresholds).toBeNull();
        else expect(report.thresholds).toEqual(want.thresholds);
        for (const cell of report.cells) {
          expect(cell.customers).toBe(want.counts.get(`${cell.recency}${cell.frequency}`) ?? 0);
        }
        const inGroups = report.groups.reduce((sum, group) => sum + group.customers, 0);
        const inValues = report.values.reduce((sum, value) => sum + value.customers, 0);
        expect([inGroups, inValues]).toEqual([report.customers, report.customers]);
      }
    }),
    { numRuns: 40 },
  );
});

/** Two regulars, eight who came once, one who gave everything back. */
const small: ShortOrder[] = [
  ...[1, 2].flatMap((n) =>
    [0, 10, 20, 30, 40].map((d) => ({ who: `Quen ${n}`, at: daysAgo(d), total: 100_000 })),
  ),
  ...[1, 2, 3, 4].map((n) => ({ who: `Một ${n}`, at: daysAgo(100), total: 50_000 })),
  ...[5, 6, 7, 8].map((n) => ({ who: `Một ${n}`, at: daysAgo(200), total: 50_000 })),
  { who: 'Trả hết', at: daysAgo(1), total: 70_000, returned: 70_000 },
];

test('kept scores open the people of each group, and agree with the report', async () => {
  const { shop } = await shopWith(small, ['Chưa mua']);
  await db.tx(shop, 'test', refreshScores);
  await db.tx(shop, 'test', async (tx) => {
    const report = await rfmReport(tx, { stored: true });
    expect(report.computedAt).toEqual(tx.now);
    expect(report.customers).toBe(10);
    const fresh = await rfmReport(tx);
    expect(fresh.cells).toEqual(report.cells);
    expect(fresh.thresholds).toEqual(report.thresholds);
    for (const group of [...report.groups, ...report.values]) {
      const found = await tx.rows(matchingCustomers(group.condition as never, shop, tx.now));
      expect(found, group.key).toHaveLength(group.customers);
    }
    expect(report.groups.find((g) => g.key === 'champions')).toMatchObject({
      customers: 2,
      revenue: 1_000_000,
      rule: { vi: 'mua trong hôm nay, từ 2 đơn trở lên' },
    });
  });
});

test('a customer who orders is scored at once by the thresholds of the last run', async () => {
  const { shop, ids } = await shopWith(small);
  await db.tx(shop, 'test', refreshScores);
  const id = ids.get('Một 8') as string;
  const groupOf = (): Promise<{ rfm_group: string; orders: number } | undefined> =>
    db.tx(shop, 'test', (tx) =>
      tx.one(sql`select rfm_group, orders from customer_scores
                 where tenant_id = ${shop.id} and customer_id = ${id}`),
    );
  expect(await groupOf()).toEqual({ rfm_group: 'hibernating', orders: 1 });
  await db.tx(shop, 'test', async (tx) => {
    await tx.run(sql`
      insert into orders (tenant_id, id, source, external_id, customer_id, channel, placed_at, bill,
                          total, fingerprint, recorded_at, recorded_by)
      values (${shop.id}, gen_random_uuid(), 'test', 'again', ${id}, 'pos', ${tx.now}, 1000, 1000,
              '\\x00', ${tx.now}, 'test')`);
    await rescore(tx, [id]);
  });
  expect(await groupOf()).toEqual({ rfm_group: 'champions', orders: 2 });
  // Giving everything back takes the customer out of the scored.
  await db.tx(shop, 'test', async (tx) => {
    await tx.run(sql`update orders set returned = total, returned_bill = bill
                     where tenant_id = ${shop.id} and customer_id = ${id}`);
    await rescore(tx, [id]);
  });
  expect(await groupOf()).toBeUndefined();
});

test('scores follow the calendar, and go when nobody is left to score', async () => {
  const { shop } = await shopWith([{ who: 'A', at: daysAgo(364), total: 10 }]);
  await db.tx(shop, 'test', refreshScores);
  const stored = () => db.tx(shop, 'test', (tx) => rfmReport(tx, { stored: true }));
  expect(await stored()).toMatchObject({ customers: 1, asOf: '2026-11-21' });
  try {
    clock.advance(DAY);
    expect(await stored()).toMatchObject({ customers: 1, asOf: '2026-11-21' });
    await db.tx(shop, 'test', refreshScores);
    expect(await stored()).toMatchObject({ customers: 0, asOf: '2026-11-22', computedAt: null });
  } finally {
    clock.advance(-DAY);
  }
});

test('two runs at once leave one consistent set of scores', async () => {
  const { shop } = await shopWith(small);
  await Promise.all(Array.from({ length: 6 }, () => db.tx(shop, 'test', refreshScores)));
  expect(await scoredCustomers(shop)).toBe(10);
});

const scoredCustomers = (shop: Tenant): Promise<number | undefined> =>
  db.tx(
    shop,
    'test',
    async (tx) => (await tx.one<{ n: number }>(sql`select count(*) as n from customer_scores`))?.n,
  );

test('a day that is none, or is yet to come, is refused', async () => {
  const { shop } = await shopWith([]);
  for (const asOf of ['2026-11-22', '2026-02-30', 'x', '1899-01-01']) {
    await expect(db.tx(shop, 'test', (tx) => rfmReport(tx, { asOf }))).rejects.toMatchObject({
      code: 'invalid_input',
    });
  }
});

test('every cell of the grid can be reached by some customer', () => {
  const thresholds = { recencyDays: [1, 2, 3, 4], orders: [1, 2, 3, 4], spent: [1, 2, 3, 4] };
  const reached = new Set<string>();
  for (const days of [1, 2, 3, 4, 5]) {
    for (const orders of [1, 2, 3, 4, 5]) {
      const { recency, frequency } = scoresOf({ days, orders, spent: 1 }, thresholds);
      reached.add(`${recency}${frequency}`);
    }
  }
  expect(reached.size).toBe(grid.length);
});

test('the lifecycle report counts everyone once, at the boundary days too', async () => {
  const days = [0, 89, 90, 180, 181];
  const orders = days.flatMap((day) =>
    [1, 2, 3, 4].flatMap((count) =>
      Array.from({ length: count }, (_, n) => ({
        who: `${day}/${count}`,
        at: daysAgo(day + n, n === 0 ? 23.99 : 0),
        total: 1_000,
      })),
    ),
  );
  const { shop } = await shopWith(orders, ['Chưa mua', 'Cũng chưa']);
  await db.tx(shop, 'test', async (tx) => {
    const report = await lifecycleReport(tx);
    const want = new Map<string, number>([['prospect', 2]]);
    for (const day of days) {
      for (const count of [1, 2, 3, 4]) {
        const stage = lifecycleStage(count, day, report);
        want.set(stage, (want.get(stage) ?? 0) + 1);
      }
    }
    expect(report.customers).toBe(22);
    for (const { key, customers, condition } of report.stages) {
      expect(customers, key).toBe(want.get(key) ?? 0);
      const found = await tx.rows(matchingCustomers(condition as never, shop, tx.now));
      expect(found, key).toHaveLength(customers);
    }
    // The day before: those whose one order is 89 or 90 days old today, and who had one order then.
    const before = await lifecycleReport(tx, { asOf: '2026-11-20' });
    expect(before.stages.find((s) => s.key === 'first')).toMatchObject({
      customers: 3,
      condition: null,
    });
  });
});
