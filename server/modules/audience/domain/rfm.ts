import type { RfmGroup, ValueGroup } from '@quen/contracts/audience.ts';

/** 1 is the lowest, 5 the highest. */
export type Score = 1 | 2 | 3 | 4 | 5;
export const scores: readonly Score[] = [1, 2, 3, 4, 5];

/**
 * The values that part the customers into fifths, ascending: equal values are never parted. Four
 * each; some may be equal, and then nobody has the scores between them.
 */
export interface Thresholds {
  /** Days since the last order: up to the first one scores 5, beyond the last one scores 1. */
  recencyDays: readonly number[];
  /** Orders in the window: up to the first one scores 1, beyond the last one scores 5. */
  orders: readonly number[];
  /** Spent in the window, minor units; as orders. */
  spent: readonly number[];
}

/** Scores of a customer by value: R by days since the last order, F by orders, M by spend. */
export function scoresOf(
  { days, orders, spent }: { days: number; orders: number; spent: number },
  thresholds: Thresholds,
): { recency: Score; frequency: Score; monetary: Score } {
  const beyond = (value: number, limits: readonly number[]) =>
    limits.filter((limit) => value > limit).length;
  return {
    recency: (5 - beyond(days, thresholds.recencyDays)) as Score,
    frequency: (1 + beyond(orders, thresholds.orders)) as Score,
    monetary: (1 + beyond(spent, thresholds.spent)) as Score,
  };
}

type Range = readonly [Score, Score];
/** A rectangle of the grid, both ends included. */
export interface Area {
  recency: Range;
  frequency: Range;
}

/** The ten groups as rectangles of the recency × frequency grid: every cell lies in exactly one. */
export const rfmAreas: Record<RfmGroup, readonly Area[]> = {
  champions: [{ recency: [5, 5], frequency: [4, 5] }],
  loyal: [{ recency: [3, 4], frequency: [4, 5] }],
  potential_loyalists: [{ recency: [4, 5], frequency: [2, 3] }],
  new: [{ recency: [5, 5], frequency: [1, 1] }],
  promising: [{ recency: [4, 4], frequency: [1, 1] }],
  need_attention: [{ recency: [3, 3], frequency: [3, 3] }],
  about_to_sleep: [{ recency: [3, 3], frequency: [1, 2] }],
  at_risk: [{ recency: [1, 2], frequency: [3, 4] }],
  cant_lose: [{ recency: [1, 2], frequency: [5, 5] }],
  hibernating: [{ recency: [1, 2], frequency: [1, 2] }],
};

/**
 * HUB's three: High buys often and has been here (R ≥ 3, F ≥ 4); Medium has been here lately but
 * does not buy often yet (R ≥ 4, F ≤ 3); Attention is everybody else. Each is a union of the ten.
 */
export const valueAreas: Record<ValueGroup, readonly Area[]> = {
  high: [{ recency: [3, 5], frequency: [4, 5] }],
  medium: [{ recency: [4, 5], frequency: [1, 3] }],
  attention: [
    { recency: [1, 2], frequency: [1, 5] },
    { recency: [3, 3], frequency: [1, 3] },
  ],
};

const inside = (value: number, [low, high]: Range) => value >= low && value <= high;

function groupOf<K extends string>(
  areas: Record<K, readonly Area[]>,
  recency: Score,
  frequency: Score,
): K {
  const found = (Object.keys(areas) as K[]).filter((key) =>
    areas[key].some((a) => inside(recency, a.recency) && inside(frequency, a.frequency)),
  );
  if (found.length !== 1)
    throw new Error(`Invariant broken: R${recency} F${frequency} is in ${found}`);
  return found[0] as K;
}

export interface GridCell {
  recency: Score;
  frequency: Score;
  group: RfmGroup;
  value: ValueGroup;
}

/** All 25 cells with the groups they belong to: the one table both SQL and reports read from. */
export const grid: readonly GridCell[] = scores.flatMap((recency) =>
  scores.map((frequency) => ({
    recency,
    frequency,
    group: groupOf(rfmAreas, recency, frequency),
    value: groupOf(valueAreas, recency, frequency),
  })),
);
