import { expect, it } from 'vitest';
import { pointsOf } from './points-of.ts';

const rule = { per: 10_000, points: 1 };

it.each([
  ['down', 45_000, 4],
  ['half_up', 45_000, 5],
  ['half_up', 44_999, 4],
  ['up', 40_001, 5],
  ['up', 40_000, 4],
] as const)('rounding %s: a bill of %i gives %i', (rounding, bill, points) => {
  expect(pointsOf({ ...rule, rounding }, bill)).toBe(points);
});

it('rounding down counts whole steps before multiplying', () => {
  expect(pointsOf({ per: 10_000, points: 3, rounding: 'down' }, 19_999)).toBe(3);
});
