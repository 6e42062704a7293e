import { expect, test } from 'vitest';
import { runBench, tiny } from './bench.ts';
import { met, tableOf } from './figures.ts';

test('the bench runs through and gives every figure with its goal', async () => {
  const figures = await runBench(tiny, () => {});
  expect(figures.filter((f) => f.goal !== null).map((f) => [f.name, f.goal, f.better])).toEqual([
    ['bulk import ÷ raw inserts', 0.5, 'higher'],
    ['RFM of everyone ÷ one sequential aggregate', 3, 'lower'],
    ['posting over HTTP ÷ five statements', 2, 'higher'],
  ]);
  for (const figure of figures) expect(figure.value).toBeGreaterThan(0);
  expect(tableOf(figures).split('\n')).toHaveLength(figures.length + 1);
  expect(met({ name: '', value: 2, unit: '×', goal: 2, better: 'higher', detail: '' })).toBe(true);
}, 180_000);
