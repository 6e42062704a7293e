import { expect, it } from 'vitest';
import type { Happening } from './customer-queries.ts';
import { gathered } from './gathered.ts';

const row = (id: string, kind: string, more: Partial<Happening> = {}): Happening => ({
  id,
  kind,
  at: '2026-11-21T09:00:00Z',
  subject: null,
  data: {},
  why: null,
  ...more,
});

it('points stand with the order that brought them, everything else by itself', () => {
  const rows = gathered([
    row('p', 'points.earned', { data: { order: 'o1', amount: 5 } }),
    row('o', 'order.placed', { subject: 'o1' }),
    row('s', 'points.spent', { data: { order: 'o1' } }),
  ]);
  expect(rows.map(({ row: { id }, earned }) => [id, earned.map((one) => one.id)])).toEqual([
    ['o', ['p']],
    ['s', []],
  ]);
});

it('points whose order is on another page are not lost', () => {
  const rows = gathered([row('p', 'points.earned', { data: { order: 'elsewhere' } })]);
  expect(rows.map(({ row: { id } }) => id)).toEqual(['p']);
});
