import { describe, expect, test } from 'vitest';
import { liftOf, meanDifference, rateDifference, sampleRatio } from './lift.ts';

describe('difference of rates', () => {
  // Table II of Newcombe 1998, method 10.
  test.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('%i/%i − %i/%i lies in the published interval', (a, n, b, m, low, high) => {
    const interval = rateDifference({ hits: a, of: n }, { hits: b, of: m });
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  test('the worked example: +2 points, +20 %, 180 customers more', () => {
    const lift = liftOf(
      { people: 9_000, converted: 1_080, revenue: 0, revenueSquares: 0 },
      { people: 1_000, converted: 100, revenue: 0, revenueSquares: 0 },
    );
    expect(lift?.absolute.estimate).toBeCloseTo(0.02, 10);
    expect(lift?.relative).toBeCloseTo(0.2, 10);
    expect(lift?.customers.estimate).toBeCloseTo(180, 8);
    // Wald gives [0.02, 3.98] points and just excludes 0; the score interval just does not.
    expect((lift?.absolute.low ?? 0) * 100).toBeCloseTo(-0.11904, 5);
    expect((lift?.absolute.high ?? 0) * 100).toBeCloseTo(3.8422, 5);
  });

  test('turned round it is turned round', () => {
    const one = rateDifference({ hits: 12, of: 50 }, { hits: 30, of: 80 });
    const other = rateDifference({ hits: 30, of: 80 }, { hits: 12, of: 50 });
    expect(other.low).toBeCloseTo(-one.high, 12);
    expect(other.high).toBeCloseTo(-one.low, 12);
  });
});

test('difference of means by hand', () => {
  // a: 0, 0, 100, 300 → mean 100, variance 20,000; b: 0, 0, 0, 100 → mean 25, variance 2,500.
  const { estimate, low, high } = meanDifference(
    { people: 4, sum: 400, squares: 100_000 },
    { people: 4, sum: 100, squares: 10_000 },
  );
  expect(estimate).toBe(75);
  expect(high - estimate).toBeCloseTo(1.959964 * Math.sqrt(20_000 / 4 + 2_500 / 4), 4);
  expect(low + high).toBeCloseTo(150, 9);
});

describe('sample ratio', () => {
  test('χ² and its probability', () => {
    const fair = sampleRatio(9_000, 1_000, 1_000);
    expect(fair?.chiSquare).toBe(0);
    expect(fair?.p).toBeCloseTo(1, 6);
    // χ² = 3.841459 is the 5 % point of one degree of freedom.
    const off = Math.sqrt(3.841458820694124 * 10_000 * 0.1 * 0.9);
    expect(sampleRatio(9_000 - off, 1_000 + off, 1_000)?.p).toBeCloseTo(0.05, 5);
    expect(sampleRatio(8_500, 1_500, 1_000)?.p).toBeLessThan(1e-50);
  });
  test('is not asked without a hold-out', () => {
    expect(sampleRatio(100, 0, 0)).toBeNull();
  });
});
