import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { businessWith } from '../../test/business.ts';
import { testDatabase } from '../../test/harness.ts';
import { type ShortOrder, shopHistory } from '../../test/shop.ts';
import { retentionReport, type Share } from './retention.ts';

const { db } = await testDatabase();

const shopWith = async (orders: readonly ShortOrder[], options = {}) => {
  const shop = await businessWith(db, () => ({}), options);
  await db.tx(shop, 'test', (tx) => shopHistory(tx, orders));
  return shop;
};
const order = (who: string, at: string, total = 100, returned = 0): ShortOrder => ({
  who,
  at,
  total,
  returned,
});
const told = (shares: readonly Share[]) =>
  shares.map(({ from, to, customers, complete }) => [from, to, customers, complete]);

/** Worked out by hand; 10:00 in Ho Chi Minh City on 10 May 2026 is the day of the report. */
const fixture = [
  // January: A comes in January only (twice), B in February and April, C in May, D never again.
  order('A', '2026-01-05T03:00:00Z'),
  order('A', '2026-01-20T03:00:00Z'),
  order('B', '2026-01-06T03:00:00Z'),
  order('B', '2026-02-10T03:00:00Z'),
  order('B', '2026-04-10T03:00:00Z'),
  // 17:30Z on the 31st of December is New Year's Day where the shop is.
  order('C', '2025-12-31T17:30:00Z'),
  order('C', '2026-05-09T03:00:00Z'),
  order('D', '2026-01-31T16:59:59Z'),
  order('D', '2026-02-01T03:00:00Z', 100, 100),
  // February: E twice on its first day, F in March and after the day of the report.
  order('E', '2026-02-01T01:00:00Z'),
  order('E', '2026-02-01T09:00:00Z'),
  order('F', '2026-01-31T17:00:00Z'),
  order('F', '2026-03-15T03:00:00Z'),
  order('F', '2026-06-15T03:00:00Z'),
  // G gave the first order back as a whole: a customer of March.
  order('G', '2026-01-02T03:00:00Z', 100, 100),
  order('G', '2026-03-02T03:00:00Z'),
];

test('retention as worked out by hand', async () => {
  const shop = await shopWith(fixture);
  const report = await db.snapshot(shop, 'test', (tx) =>
    retentionReport(tx, { asOf: '2026-05-10' }),
  );
  const [january, february, march] = report.cohorts;
  expect(report.cohorts.map((c) => [c.month, c.customers, c.repeaters])).toEqual([
    ['2026-01', 4, 3],
    ['2026-02', 2, 1],
    ['2026-03', 1, 0],
  ]);
  expect(told(january?.classic ?? [])).toEqual([
    [1, 1, 1, true],
    [2, 2, 0, true],
    [3, 3, 1, true],
    [4, 4, 1, false],
  ]);
  expect(told(january?.onOrAfter ?? [])).toEqual([
    [1, 1, 2, true],
    [2, 2, 2, true],
    [3, 3, 2, true],
    [4, 4, 1, false],
  ]);
  expect(told(january?.brackets ?? [])).toEqual([
    [1, 3, 1, true],
    [4, 6, 1, false],
  ]);
  expect(told(february?.classic ?? [])).toEqual([
    [1, 1, 1, true],
    [2, 2, 0, true],
    [3, 3, 0, false],
  ]);
  expect(told(february?.brackets ?? [])).toEqual([[1, 3, 1, false]]);
  expect(told(march?.classic ?? [])).toEqual([
    [1, 1, 0, true],
    [2, 2, 0, false],
  ]);
  // Orders, not days: A, B, C, E and F have two up to that day.
  expect(report).toMatchObject({ customers: 7, repeaters: 5, repeatRate: 5 / 7 });
  expect(report.mean.classic).toEqual([
    { from: 1, to: 1, rate: 2 / 7, cohorts: 3 },
    { from: 2, to: 2, rate: 0, cohorts: 2 },
    { from: 3, to: 3, rate: 1 / 4, cohorts: 1 },
  ]);
});

test('on the last day of a month that month is over', async () => {
  const shop = await shopWith(fixture);
  const at = (asOf: string) => db.snapshot(shop, 'test', (tx) => retentionReport(tx, { asOf }));
  const complete = async (asOf: string) =>
    (await at(asOf)).cohorts[0]?.classic.map((share) => share.complete);
  expect(await complete('2026-03-30')).toEqual([true, false]);
  expect(await complete('2026-03-31')).toEqual([true, true]);
  expect((await at('2025-12-31')).cohorts).toEqual([]);
});

const folder = process.env.QUEN_CDNOW ?? join(import.meta.dirname, '../../../../shared/data/cdnow');
const file = join(folder, 'cdnow_orders.csv');
/** Published cohort table of the CDNOW master data, in per cent. */
const published = {
  '1997-01': [
    7846,
    [14.75, 12.29, 10.32, 8.65, 9.38, 9.18],
    [46.57, 42.79, 40.02, 37.7, 36.22, 34.12],
    [26.82, 19.77],
    49.32,
  ],
  '1997-02': [
    8476,
    [15.48, 11.56, 9.24, 9.99, 9.27, 7.39],
    [45.55, 41.86, 39.37, 37.29, 35.41, 33.18],
    [25.54, 19.75],
    48.15,
  ],
  '1997-03': [
    7248,
    [14.24, 10.38, 10.43, 9.3, 7.78, 7.74],
    [45.53, 41.61, 39.02, 36.62, 34.53, 32.71],
    [25.98, 18.78],
    49.19,
  ],
};

// The data set is not part of the repository (1.6 MB); QUEN_CDNOW names the folder it lies in.
test.skipIf(!existsSync(file))('the CDNOW cohorts are those published', async () => {
  const orders = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [, customer, date, , amount] = line.split(',') as [
        string,
        string,
        string,
        string,
        string,
      ];
      return order(customer, `${date}T12:00:00Z`, Math.round(Number(amount) * 100));
    });
  const shop = await shopWith(orders, { currency: 'USD', timeZone: 'America/New_York' });
  const report = await db.snapshot(shop, 'test', (tx) =>
    retentionReport(tx, { asOf: '1998-06-30' }),
  );
  const percent = (value: number) => Math.round(value * 10_000) / 100;
  const rates = (shares: readonly Share[], count: number) =>
    shares.slice(0, count).map((share) => percent(share.rate));
  expect(
    Object.fromEntries(
      report.cohorts.map((c) => [
        c.month,
        [
          c.customers,
          rates(c.classic, 6),
          rates(c.onOrAfter, 6),
          rates(c.brackets, 2),
          percent(c.repeatRate),
        ],
      ]),
    ),
  ).toEqual(published);
  expect(report.customers).toBe(23_570);
  expect(report.cohorts.flatMap((c) => c.classic).every((share) => share.complete)).toBe(true);
});
