import type { Condition } from '@quen/contracts/conditions.ts';

/** A condition to start a new segment from, handed over by whatever page found it. */
export interface SegmentSearch {
  condition?: Condition;
}

export function segmentSearch(raw: Record<string, unknown>): SegmentSearch {
  return raw.condition !== null && typeof raw.condition === 'object'
    ? { condition: raw.condition as Condition }
    : {};
}
