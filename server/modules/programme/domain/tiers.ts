import type { TierLevel } from '@quen/contracts/programme.ts';
import { plusMonths } from '../../../platform/time.ts';

/** The levels of one programme version, lowest first, and the moment from which they decide. */
export interface Ladder {
  version: number;
  /** Milliseconds; -Infinity for the first version. */
  from: number;
  levels: readonly TierLevel[];
}

/** Money spent at a moment (net of what was returned later). Milliseconds and minor units. */
export interface Purchase {
  at: number;
  amount: number;
}

/**
 * Where a customer stands: the tier's key, since when, and when it is looked at again. Who lost a tier
 * stands at none since then; who never had one, since ever (null).
 */
export interface TierState {
  tier: string | null;
  since: number | null;
  reviewAt: number | null;
}

export interface TierChange {
  at: number;
  from: string | null;
  to: string | null;
  reason: 'reached' | 'review' | 'ladder';
  /** Spend in the 12 months before, and the threshold that decided. */
  spent: number;
  threshold: number;
  version: number;
}

export const NO_TIER: TierState = Object.freeze({ tier: null, since: null, reviewAt: null });
const MONTHS = 12;

/** Spend within the 12 months up to and including `at`. Purchases ascend by time. */
export function spentBefore(purchases: readonly Purchase[], at: number, zone: string): number {
  const from = plusMonths(new Date(at), -MONTHS, zone).getTime();
  let sum = 0;
  for (let i = purchases.length - 1; i >= 0; i--) {
    const purchase = purchases[i] as Purchase;
    if (purchase.at > at) continue;
    if (purchase.at <= from) break;
    sum += purchase.amount;
  }
  return sum;
}

const highest = (levels: readonly TierLevel[], reached: (level: TierLevel) => boolean) =>
  levels.findLast(reached);

/** Reviewing a level that nothing can take away would be noise. */
const reviewOf = (level: TierLevel | undefined, at: number, zone: string): number | null =>
  level && level.keep > 0 ? plusMonths(new Date(at), MONTHS, zone).getTime() : null;

/**
 * A customer's way through the tiers, as a pure function of what they bought and of the ladders in
 * force: a level is reached at the purchase that lifts the last 12 months' spend to its threshold
 * and holds for 12 months; then it is kept if the 12 months before the review reach its `keep`,
 * else the customer goes to the level they do keep. A new ladder lifts at once and takes nothing
 * before the next review, except that a level which is no longer there is replaced.
 *
 * `start` continues from a known state: then `purchases` may begin 12 months before the earlier of
 * the first undecided purchase and the state's review, and `after` is the last decided moment.
 */
export function tierJourney(
  purchases: readonly Purchase[],
  ladders: readonly Ladder[],
  zone: string,
  asOf: number,
  start: TierState = NO_TIER,
  after = Number.NEGATIVE_INFINITY,
): { state: TierState; changes: TierChange[] } {
  let state = start;
  const changes: TierChange[] = [];
  const ladderAt = (at: number) => ladders.findLast((l) => l.from <= at) ?? ladders[0];

  const move = (
    at: number,
    level: TierLevel | undefined,
    ladder: Ladder,
    reason: TierChange['reason'],
    spent: number,
    threshold: number,
  ) => {
    const to = level?.key ?? null;
    if (to === state.tier) {
      state = { ...state, reviewAt: reviewOf(level, at, zone) };
      return;
    }
    changes.push({ at, from: state.tier, to, reason, spent, threshold, version: ladder.version });
    state = { tier: to, since: at, reviewAt: reviewOf(level, at, zone) };
  };

  const review = (at: number) => {
    const ladder = ladderAt(at) as Ladder;
    const spent = spentBefore(purchases, at, zone);
    const current = ladder.levels.find((l) => l.key === state.tier);
    const kept = highest(
      ladder.levels,
      (l) => spent >= l.keep && l.threshold <= (current?.threshold ?? Number.POSITIVE_INFINITY),
    );
    move(at, kept, ladder, 'review', spent, current?.keep ?? 0);
  };
  const reviewsUntil = (at: number) => {
    while (state.reviewAt !== null && state.reviewAt <= at) review(state.reviewAt);
  };
  const lift = (at: number, ladder: Ladder, reason: TierChange['reason']) => {
    const spent = spentBefore(purchases, at, zone);
    const reached = highest(ladder.levels, (l) => spent >= l.threshold);
    const current = ladder.levels.find((l) => l.key === state.tier);
    const gone = state.tier !== null && !current;
    if (gone || (reached && reached.threshold > (current?.threshold ?? -1))) {
      move(at, reached, ladder, reason, spent, reached?.threshold ?? 0);
    }
  };

  // Purchases and new ladders in time order; a ladder that starts at a purchase's moment decides it.
  let next = 0;
  const purchaseUpTo = (at: number) => {
    while (next < purchases.length && (purchases[next] as Purchase).at <= at) {
      const { at: moment } = purchases[next++] as Purchase;
      if (moment <= after) continue;
      reviewsUntil(moment);
      const ladder = ladderAt(moment);
      if (ladder) lift(moment, ladder, 'reached');
    }
  };
  const bought = purchases[0] !== undefined;
  for (const ladder of ladders) {
    if (ladder.from <= after || ladder.from > asOf || ladder.from === Number.NEGATIVE_INFINITY)
      continue;
    purchaseUpTo(ladder.from - 1);
    reviewsUntil(ladder.from - 1);
    if (bought && (purchases[0] as Purchase).at < ladder.from) lift(ladder.from, ladder, 'ladder');
  }
  purchaseUpTo(asOf);
  reviewsUntil(asOf);
  return { state, changes };
}

/** What a member still has to do, in money and days. */
export interface TierProgress {
  tier: string | null;
  /** Spend of the last 12 months, minor units. */
  spent: number;
  /** `by`: when the oldest purchase counted today stops counting, so `missing` grows. */
  next: { tier: string; missing: number; by: number | null } | null;
  /** What the next review asks for; null where nothing can be lost. */
  keep: { by: number; needed: number; missing: number } | null;
}

function windowEnd(purchases: readonly Purchase[], at: number, zone: string): number | null {
  const from = plusMonths(new Date(at), -MONTHS, zone).getTime();
  const oldest = purchases.find((p) => p.at > from && p.at <= at && p.amount > 0);
  return oldest ? plusMonths(new Date(oldest.at), MONTHS, zone).getTime() : null;
}

/**
 * Progress at a moment. `missing` for the next level is what must be spent while today's window
 * still counts; for the review it is what must be added to the purchases that will count then.
 */
export function tierProgress(
  purchases: readonly Purchase[],
  levels: readonly TierLevel[],
  state: TierState,
  at: number,
  zone: string,
): TierProgress {
  const spent = spentBefore(purchases, at, zone);
  const current = levels.find((l) => l.key === state.tier);
  const next = levels.find((l) => l.threshold > (current?.threshold ?? -1));
  let keep: TierProgress['keep'] = null;
  if (current && state.reviewAt !== null) {
    const counted = spentBefore(purchases, state.reviewAt, zone);
    keep = {
      by: state.reviewAt,
      needed: current.keep,
      missing: Math.max(0, current.keep - counted),
    };
  }
  return {
    tier: state.tier,
    spent,
    next: next
      ? {
          tier: next.key,
          missing: Math.max(0, next.threshold - spent),
          by: windowEnd(purchases, at, zone),
        }
      : null,
    keep,
  };
}
