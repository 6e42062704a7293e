import { expect, test } from 'vitest';
import { momentOf, uuidv7 } from './ids.ts';

test('ids of one moment carry it, ascend, and have the form of a UUIDv7', () => {
  const at = new Date('2026-11-21T03:04:05.678Z');
  const ids = Array.from({ length: 1_000 }, () => uuidv7(at));
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(momentOf(id)).toEqual(at);
  }
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});
