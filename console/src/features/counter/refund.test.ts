import { expect, it } from 'vitest';
import { goodsLeft, refundFor } from './refund.ts';

it('gives back the share that was paid in money', () => {
  const order = { bill: 250_000, total: 150_000, returns: [] };
  expect(goodsLeft(order)).toBe(250_000);
  expect(refundFor(order, 250_000)).toBe(150_000);
  expect(refundFor(order, 50_000)).toBe(30_000);
});

it('partial returns end where one full return does', () => {
  const returns: { amount: number; refund: number }[] = [];
  const order = { bill: 100_000, total: 66_667, returns };
  for (const amount of [33_333, 33_333, 33_334]) {
    returns.push({ amount, refund: refundFor(order, amount) });
  }
  expect(returns.map(({ refund }) => refund)).toEqual([22_222, 22_222, 22_223]);
  expect(goodsLeft(order)).toBe(0);
});

it('is exact for the largest bills', () => {
  const order = { bill: 9_999_999_999_999, total: 9_999_999_999_997, returns: [] };
  expect(refundFor(order, 9_999_999_999_998)).toBe(9_999_999_999_996);
});
