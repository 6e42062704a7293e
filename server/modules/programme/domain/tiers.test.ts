import type { TierLevel } from '@quen/contracts/programme.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Ladder,
  NO_TIER,
  type Purchase,
  type TierState,
  tierJourney,
  tierProgress,
} from './tiers.ts';

const ZONE = 'Asia/Ho_Chi_Minh';
const DAY = 86_400_000;
const level = (key: string, threshold: number, keep = threshold): TierLevel => ({
  key,
  threshold,
  keep,
  name: { vi: key, en: key },
  benefits: [],
  colour: '#000000',
});
const levels = [level('member', 0), level('silver', 1000, 700), level('gold', 5000, 4000)];
const ladder: Ladder = { version: 1, from: Number.NEGATIVE_INFINITY, levels };
const day = (text: string) => Date.parse(`${text}T05:00:00Z`);
const walk = (purchases: Purchase[], asOf: string, ladders = [ladder]) =>
  tierJourney(purchases, ladders, ZONE, day(asOf));

test('a level is reached at the purchase that lifts 12 months of spend to its threshold', () => {
  const { state, changes } = walk(
    [
      { at: day('2025-01-10'), amount: 600 },
      { at: day('2025-12-01'), amount: 400 },
    ],
    '2025-12-02',
  );
  expect(state).toMatchObject({
    tier: 'silver',
    since: day('2025-12-01'),
    reviewAt: day('2026-12-01'),
  });
  expect(changes.map((c) => [c.from, c.to, c.reason])).toEqual([
    [null, 'member', 'reached'],
    ['member', 'silver', 'reached'],
  ]);
});

test('what lies a full year back no longer counts', () => {
  const purchases = [
    { at: day('2025-01-10'), amount: 600 },
    { at: day('2026-01-10'), amount: 400 },
  ];
  expect(walk(purchases, '2026-01-11').state.tier).toBe('member');
});

test('after a year the level is kept by its keep threshold, or lost to the level that is', () => {
  const kept = [
    { at: day('2025-01-10'), amount: 1000 },
    { at: day('2025-06-10'), amount: 700 },
  ];
  expect(walk(kept, '2026-01-11').state).toMatchObject({
    tier: 'silver',
    reviewAt: day('2027-01-10'),
  });
  const lost = [
    { at: day('2025-01-10'), amount: 1000 },
    { at: day('2025-06-10'), amount: 699 },
  ];
  expect(walk(lost, '2026-01-11')).toMatchObject({
    state: { tier: 'member', since: day('2026-01-10') },
    changes: [{}, { from: 'silver', to: 'member', reason: 'review', spent: 699, threshold: 700 }],
  });
});

test('a new ladder lifts at once and takes nothing before the review', () => {
  const purchases = [{ at: day('2026-01-10'), amount: 1000 }];
  const harder: Ladder = {
    version: 2,
    from: day('2026-02-01'),
    levels: [level('member', 0), level('silver', 2000), level('gold', 5000)],
  };
  const easier: Ladder = {
    version: 3,
    from: day('2026-03-01'),
    levels: [level('member', 0), level('silver', 500), level('gold', 900)],
  };
  expect(walk(purchases, '2026-02-02', [ladder, harder]).state.tier).toBe('silver');
  expect(walk(purchases, '2026-03-02', [ladder, harder, easier]).state).toMatchObject({
    tier: 'gold',
    since: day('2026-03-01'),
  });
  const gone: Ladder = { version: 2, from: day('2026-02-01'), levels: [level('bronze', 100)] };
  expect(walk(purchases, '2026-02-02', [ladder, gone]).state.tier).toBe('bronze');
});

test('progress tells what is missing for the next level and what the review asks for', () => {
  const purchases = [
    { at: day('2026-01-10'), amount: 1000 },
    { at: day('2026-03-10'), amount: 200 },
  ];
  const { state } = walk(purchases, '2026-06-01');
  expect(tierProgress(purchases, levels, state, day('2026-06-01'), ZONE)).toEqual({
    tier: 'silver',
    spent: 1200,
    next: { tier: 'gold', missing: 3800, by: day('2027-01-10') },
    // At the review on 10 January 2027 only March's 200 still count.
    keep: { by: day('2027-01-10'), needed: 700, missing: 500 },
  });
});

const history = fc
  .array(
    fc.record({
      days: fc.integer({ min: 0, max: 1500 }),
      amount: fc.integer({ min: 0, max: 1500 }),
    }),
    { maxLength: 40 },
  )
  .map((list) =>
    list
      .map(({ days, amount }) => ({ at: Date.UTC(2022, 0, 1, 5) + days * DAY, amount }))
      .sort((a, b) => a.at - b.at),
  );

test('walking on from a known state ends where walking the whole way does', () => {
  fc.assert(
    fc.property(
      history,
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 100, max: 1400 }),
      (purchases, cut, newLadderDay) => {
        const ladders: Ladder[] = [
          ladder,
          {
            version: 2,
            from: Date.UTC(2022, 0, 1) + newLadderDay * DAY,
            levels: [level('member', 0), level('silver', 800, 500), level('gold', 3000)],
          },
        ];
        const asOf = Date.UTC(2026, 6, 1);
        const whole = tierJourney(purchases, ladders, ZONE, asOf);
        const first = purchases.slice(0, cut);
        const last = first.at(-1)?.at;
        // A cut between two purchases of the same moment is no moment to stop at.
        if (last === undefined || purchases[cut]?.at === last) return;
        const half = tierJourney(first, ladders, ZONE, last);
        const rest = tierJourney(purchases, ladders, ZONE, asOf, half.state, last);
        expect(rest.state).toEqual(whole.state);
        expect([...half.changes, ...rest.changes]).toEqual(whole.changes);
      },
    ),
    { numRuns: 500 },
  );
});

test('the order in which purchases became known does not matter, and nobody is above what they spent', () => {
  fc.assert(
    fc.property(history, (purchases) => {
      const asOf = Date.UTC(2026, 6, 1);
      const { state } = tierJourney(purchases, [ladder], ZONE, asOf);
      const spent = purchases.reduce((n, p) => n + p.amount, 0);
      const held = levels.find((l) => l.key === state.tier);
      expect(spent).toBeGreaterThanOrEqual(held?.keep ?? 0);
      expect(state.tier === null).toBe(purchases.length === 0);
      const empty: TierState = NO_TIER;
      expect(tierJourney(purchases, [ladder], ZONE, asOf, empty).state).toEqual(state);
    }),
  );
});
