import { expect, test } from 'vitest';
import { DomainError, problemOf } from './errors.ts';

test('a refusal writes its numbers as each language reads them', () => {
  const { message } = problemOf(
    new DomainError('insufficient_points', { needed: 7015, available: 79 }),
  );
  expect(message.vi).toContain('7.015');
  expect(message.en).toContain('7,015');
});
