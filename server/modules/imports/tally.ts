import type { ItemOutcome } from './kind.ts';

/** What an import did, or would do. Rows and rejected are rows of the file; the rest are items. */
export interface Tally {
  rows: number;
  posted: number;
  duplicates: number;
  rejected: number;
  /** Customers who were new. */
  customers: number;
  /** Of what was posted, in minor units. */
  revenue: number;
  points: number;
  /** Customers lifted to a tier, by its key. */
  tiers: Record<string, number>;
  /** Rejected rows by the code of their reason. */
  reasons: Record<string, number>;
  /** Earliest and latest order posted or known, ISO. */
  firstAt: string | null;
  lastAt: string | null;
}

export const emptyTally = (): Tally => ({
  rows: 0,
  posted: 0,
  duplicates: 0,
  rejected: 0,
  customers: 0,
  revenue: 0,
  points: 0,
  tiers: {},
  reasons: {},
  firstAt: null,
  lastAt: null,
});

/** Adds an outcome of an item that was made of `rows` rows. */
export function count(tally: Tally, outcome: ItemOutcome, rows: number): void {
  tally.rows += rows;
  if (outcome.status === 'rejected') {
    tally.rejected += rows;
    const code = outcome.problem?.code ?? 'invalid_input';
    tally.reasons[code] = (tally.reasons[code] ?? 0) + rows;
    return;
  }
  if (outcome.at) {
    const at = outcome.at.toISOString();
    tally.firstAt = tally.firstAt !== null && tally.firstAt < at ? tally.firstAt : at;
    tally.lastAt = tally.lastAt !== null && tally.lastAt > at ? tally.lastAt : at;
  }
  if (outcome.status === 'duplicate') {
    tally.duplicates++;
    return;
  }
  tally.posted++;
  tally.revenue += outcome.revenue ?? 0;
  tally.points += outcome.points ?? 0;
  const { to } = outcome.tier ?? {};
  if (to) tally.tiers[to] = (tally.tiers[to] ?? 0) + 1;
}

/** The sum of two tallies; neither is changed. */
export function plus(a: Tally, b: Tally): Tally {
  const [first, last] = [
    [a.firstAt, b.firstAt],
    [a.lastAt, b.lastAt],
  ].map((pair) => pair.filter((at) => at !== null).toSorted());
  return {
    rows: a.rows + b.rows,
    posted: a.posted + b.posted,
    duplicates: a.duplicates + b.duplicates,
    rejected: a.rejected + b.rejected,
    customers: a.customers + b.customers,
    revenue: a.revenue + b.revenue,
    points: a.points + b.points,
    tiers: added(a.tiers, b.tiers),
    reasons: added(a.reasons, b.reasons),
    firstAt: first?.[0] ?? null,
    lastAt: last?.at(-1) ?? null,
  };
}

function added(a: Record<string, number>, b: Record<string, number>): Record<string, number> {
  const sum = { ...a };
  for (const [key, value] of Object.entries(b)) sum[key] = (sum[key] ?? 0) + value;
  return sum;
}
