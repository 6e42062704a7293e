import type { TierLevel } from '@quen/contracts/programme.ts';
import { plusMonths } from './calendar.ts';

/** The levels, lowest first, and from when they hold. The first ladder has held for ever: null. */
export interface Ladder {
  from: number | null;
  levels: readonly TierLevel[];
}

/** Money spent, less what came back. */
export interface Purchase {
  at: number;
  amount: number;
}

/** Where a customer stands: `since` is of a tier, so there is none where there is no tier. */
export interface Tier {
  tier: string | null;
  since: number | null;
  reviewAt: number | null;
}

const YEAR = 12;

/**
 * Where somebody stands at `until`, walked from their first purchase, moment by moment: a purchase
 * and new levels lift, a review a year after that keeps or lowers. New levels take nothing away
 * before the review, but whose level is gone goes to the one they reach.
 */
export function tierOf(
  bought: readonly Purchase[],
  ladders: readonly Ladder[],
  zone: string,
  until: number,
): Tier {
  let now: Tier = { tier: null, since: null, reviewAt: null };
  const levelsAt = (at: number) =>
    ladders.findLast(({ from }) => from === null || from <= at)?.levels ?? [];
  const spentBy = (at: number) => {
    const after = plusMonths(at, -YEAR, zone);
    return bought.reduce((sum, p) => (p.at > after && p.at <= at ? sum + p.amount : sum), 0);
  };
  const currentOf = (levels: readonly TierLevel[]) => levels.find((l) => l.key === now.tier);
  const goTo = (level: TierLevel | undefined, at: number) => {
    const tier = level?.key ?? null;
    const since = tier === now.tier ? now.since : at;
    // Nobody is reviewed for a level that nothing can take away.
    const reviewAt = level && level.keep > 0 ? plusMonths(at, YEAR, zone) : null;
    now = { tier, since: tier === null ? null : since, reviewAt };
  };
  const review = (at: number) => {
    const levels = levelsAt(at);
    const spent = spentBy(at);
    const current = currentOf(levels);
    const notAbove = (l: TierLevel) => !current || l.threshold <= current.threshold;
    goTo(
      levels.findLast((l) => spent >= l.keep && notAbove(l)),
      at,
    );
  };
  const lift = (at: number) => {
    const levels = levelsAt(at);
    const spent = spentBy(at);
    const current = currentOf(levels);
    const reached = levels.findLast((l) => spent >= l.threshold);
    const gone = now.tier !== null && !current;
    const higher = reached && (!current || reached.threshold > current.threshold);
    if (gone || higher) goTo(reached, at);
  };
  for (const at of momentsOf(bought, ladders, until)) {
    while (now.reviewAt !== null && now.reviewAt <= at) review(now.reviewAt);
    lift(at);
  }
  while (now.reviewAt !== null && now.reviewAt <= until) review(now.reviewAt);
  return now;
}

/** When a level can be reached: at purchases, and when new levels come in after the first of them. */
function momentsOf(
  bought: readonly Purchase[],
  ladders: readonly Ladder[],
  until: number,
): number[] {
  const purchases = bought.map((p) => p.at);
  const first = Math.min(...purchases);
  const ladderStarts = ladders.flatMap(({ from }) =>
    from === null || from <= first ? [] : [from],
  );
  return [...purchases, ...ladderStarts].filter((at) => at <= until).sort((a, b) => a - b);
}
