import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lifecycleStage } from './lifecycle.ts';
import { grid, rfmAreas, type Score, scores, scoresOf, valueAreas } from './rfm.ts';
import { frequencyRule, monetaryRule, recencyRule } from './rules.ts';

test.each([
  ['the ten groups', rfmAreas],
  ["HUB's three", valueAreas],
])('%s are total and disjoint over all 25 cells', (_name, areas) => {
  for (const recency of scores) {
    for (const frequency of scores) {
      const found = Object.entries(areas).filter(([, rectangles]) =>
        rectangles.some(
          (a) =>
            recency >= a.recency[0] &&
            recency <= a.recency[1] &&
            frequency >= a.frequency[0] &&
            frequency <= a.frequency[1],
        ),
      );
      expect(found, `R${recency} F${frequency}`).toHaveLength(1);
    }
  }
});

test('the ten groups have the cells of the published grid', () => {
  const cells = Object.fromEntries(
    [...Map.groupBy(grid, (cell) => cell.group)].map(([key, list]) => [key, list.length]),
  );
  expect(cells).toEqual({
    hibernating: 4,
    at_risk: 4,
    cant_lose: 2,
    about_to_sleep: 2,
    need_attention: 1,
    loyal: 4,
    promising: 1,
    new: 1,
    potential_loyalists: 4,
    champions: 2,
  });
});

test("each of the ten lies wholly in one of HUB's three", () => {
  for (const [group, cells] of Map.groupBy(grid, (cell) => cell.group)) {
    expect(new Set(cells.map((cell) => cell.value)).size, group).toBe(1);
  }
});

const limits = fc
  .array(fc.nat(50), { minLength: 4, maxLength: 4 })
  .map((list) => list.toSorted((a, b) => a - b));
const thresholds = fc.record({ recencyDays: limits, orders: limits, spent: limits });

test('equal customers score equally, better ones never worse', () => {
  const customer = fc.record({ days: fc.nat(60), orders: fc.nat(60), spent: fc.nat(60) });
  fc.assert(
    fc.property(thresholds, customer, customer, (t, a, b) => {
      const [x, y] = [scoresOf(a, t), scoresOf(b, t)];
      if (a.days <= b.days) expect(x.recency).toBeGreaterThanOrEqual(y.recency);
      if (a.orders >= b.orders) expect(x.frequency).toBeGreaterThanOrEqual(y.frequency);
      if (a.spent >= b.spent) expect(x.monetary).toBeGreaterThanOrEqual(y.monetary);
    }),
  );
});

test('the words of a rule hold for exactly the customers of the score', () => {
  const days = { recencyDays: [3, 11, 30, 90], orders: [1, 1, 2, 5], spent: [9, 20, 30, 40] };
  const recency = (score: Score) => recencyRule(days, score, score);
  expect(scores.toReversed().map((score) => recency(score).vi)).toEqual([
    'mua trong 4 ngày gần đây',
    'lần mua cuối cách đây 4 đến 11 ngày',
    'lần mua cuối cách đây 12 đến 30 ngày',
    'lần mua cuối cách đây 31 đến 90 ngày',
    'lần mua cuối cách đây từ 91 ngày trở lên',
  ]);
  expect(recencyRule(days, 3, 5).en).toBe('ordered within the last 31 days');
  expect(scores.map((score) => frequencyRule(days, score, score).vi)).toEqual([
    '1 đơn',
    'không có ai: nhiều khách bằng điểm nhau ở ngưỡng này',
    '2 đơn',
    'từ 3 đến 5 đơn',
    'từ 6 đơn trở lên',
  ]);
  expect(frequencyRule(days, 4, 5).en).toBe('3 orders or more');
  expect(frequencyRule(days, 1, 3).en).toBe('at most 2 orders');
  const money = (n: number) => ({ vi: `${n} ₫`, en: `₫${n}` });
  expect(monetaryRule(days, 1, money).vi).toBe('chi không quá 9 ₫');
  expect(monetaryRule(days, 5, money).en).toBe('spent ₫41 or more');
});

test('lifecycle stages: total, disjoint, and exact at their boundary days', () => {
  const settings = { dormantDays: 90, lostDays: 180 };
  const stage = (orders: number, days: number) => lifecycleStage(orders, days, settings);
  expect([89, 90, 180, 181].map((days) => stage(1, days))).toEqual([
    'first',
    'dormant',
    'dormant',
    'lost',
  ]);
  expect([0, 1, 2, 3, 4].map((orders) => stage(orders, 0))).toEqual([
    'prospect',
    'first',
    'building',
    'building',
    'frequent',
  ]);
  fc.assert(
    fc.property(fc.nat(20), fc.nat(400), (orders, days) => {
      const rules = {
        prospect: orders === 0,
        first: orders === 1 && days < 90,
        building: (orders === 2 || orders === 3) && days < 90,
        frequent: orders >= 4 && days < 90,
        dormant: orders > 0 && days >= 90 && days <= 180,
        lost: orders > 0 && days > 180,
      };
      const holding = Object.entries(rules).filter(([, holds]) => holds);
      expect(holding.map(([key]) => key)).toEqual([stage(orders, days)]);
    }),
  );
});
