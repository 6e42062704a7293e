import { describe, expect, test } from 'vitest';
import { numberProblem } from './number-problem.ts';

const open = { min: 0, max: Number.MAX_SAFE_INTEGER };

describe('a number that was typed', () => {
  test('says nothing where it is what is kept, an empty field included', () => {
    expect(numberProblem(10_000, 10_000, { min: 1, max: 20_000 })).toBeUndefined();
    expect(numberProblem(null, null, open)).toBeUndefined();
    expect(numberProblem(0, 0, open)).toBeUndefined();
  });

  test('says why it is not kept', () => {
    expect(numberProblem(null, 10_000, open)).toBe('missing');
    expect(numberProblem(0, 10_000, { ...open, min: 1 })).toBe('tooSmall');
    expect(numberProblem(0, 50, { min: 1, max: 100 })).toBe('outside');
    expect(numberProblem(101, 50, { min: 0, max: 100 })).toBe('tooBig');
    expect(numberProblem(0, null, open)).toBe('unusable');
  });
});
