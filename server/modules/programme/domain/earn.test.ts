import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lotTimes, pointsFor } from './earn.ts';

const rule = (per: number, points: number, rounding: 'down' | 'half_up' | 'up') => ({
  per,
  points,
  rounding,
});

test('rounding by example: 10.000 ₫ a point', () => {
  const amounts = [0, 1, 4_999, 5_000, 9_999, 10_000, 15_000, 259_999];
  const by = (r: 'down' | 'half_up' | 'up') => amounts.map((a) => pointsFor(rule(10_000, 1, r), a));
  expect(by('down')).toEqual([0, 0, 0, 0, 0, 1, 1, 25]);
  expect(by('half_up')).toEqual([0, 0, 0, 1, 1, 1, 2, 26]);
  expect(by('up')).toEqual([0, 1, 1, 1, 1, 1, 2, 26]);
});

test('whole steps only: 3 points per 7.000 ₫ give nothing for a part of a step', () => {
  expect(pointsFor(rule(7_000, 3, 'down'), 13_999)).toBe(3);
  expect(pointsFor(rule(7_000, 3, 'half_up'), 13_999)).toBe(6);
});

const amount = fc.integer({ min: 0, max: 10_000_000_000_000 });
const positive = fc.integer({ min: 1, max: 1_000_000 });

test('rounding is exact against big integers, monotone and within one of each other', () => {
  fc.assert(
    fc.property(amount, positive, positive, (base, per, points) => {
      const exact = BigInt(base) * BigInt(points);
      const p = BigInt(per);
      if (exact / p > BigInt(Number.MAX_SAFE_INTEGER) / 4n) return;
      const halfUp = pointsFor(rule(per, points, 'half_up'), base);
      expect(BigInt(halfUp)).toBe((2n * exact + p) / (2n * p));
      const up = pointsFor(rule(per, points, 'up'), base);
      expect(BigInt(up)).toBe((exact + p - 1n) / p);
      expect(pointsFor(rule(per, points, 'down'), base)).toBeLessThanOrEqual(halfUp);
      expect(up - halfUp === 0 || up - halfUp === 1).toBe(true);
    }),
  );
});

test('lots end with the month in the time zone of the business, and wait out their pending days', () => {
  const wallet = { pendingDays: 7, expiry: { kind: 'months' as const, months: 12 } };
  // 31 January 23:30 in Ho Chi Minh City.
  const times = lotTimes(wallet, new Date('2026-01-31T16:30:00Z'), 'Asia/Ho_Chi_Minh');
  expect(times.usableAt).toEqual(new Date('2026-02-06T17:00:00Z'));
  expect(times.expiresAt).toEqual(new Date('2027-01-31T17:00:00Z'));
  // Half an hour later it is February there.
  expect(lotTimes(wallet, new Date('2026-01-31T17:00:00Z'), 'Asia/Ho_Chi_Minh').expiresAt).toEqual(
    new Date('2027-02-28T17:00:00Z'),
  );
  expect(lotTimes({ pendingDays: 0, expiry: { kind: 'never' } }, new Date(0), 'UTC')).toEqual({
    usableAt: new Date(0),
    expiresAt: null,
  });
});
