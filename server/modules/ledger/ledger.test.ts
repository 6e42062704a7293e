import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sql, type Tenant } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { businessWith, expectVerified, receipt } from '../../test/business.ts';
import { testDatabase } from '../../test/harness.ts';
import { type Posted, postOrders, postReturn } from '../posting/index.ts';
import { verifyTiers } from '../programme/index.ts';
import { draw, expireDue, type Lot, takeBack, usable, walletsOf } from './index.ts';

const { db, clock } = await testDatabase();
const START = '2026-01-15T05:00:00Z';
const DAY = 86_400_000;

const lot = fc.record({
  amount: fc.integer({ min: 1, max: 1000 }),
  used: fc.integer({ min: 0, max: 1000 }),
  usableAt: fc.integer({ min: 0, max: 20 }),
  expiresAt: fc.option(fc.integer({ min: 0, max: 20 })),
});
const lots = fc.array(lot, { maxLength: 12 }).map((list) =>
  list.map(
    (l, i): Lot => ({
      id: `lot-${i}`,
      wallet: 'points',
      amount: l.amount,
      remaining: Math.max(0, l.amount - l.used),
      usableAt: l.usableAt,
      expiresAt: l.expiresAt,
    }),
  ),
);

test('drawing takes exactly the amount or nothing, from usable lots, soonest to expire first', () => {
  fc.assert(
    fc.property(
      lots,
      fc.integer({ min: 1, max: 4000 }),
      fc.integer({ min: 0, max: 20 }),
      (held, amount, at) => {
        const uses = draw(held, amount, at);
        if (amount > usable(held, at)) {
          expect(uses).toBeUndefined();
          return;
        }
        const byId = new Map(held.map((l) => [l.id, l]));
        expect(uses?.reduce((n, u) => n + u.amount, 0)).toBe(amount);
        let last = Number.NEGATIVE_INFINITY;
        for (const use of uses ?? []) {
          const from = byId.get(use.lotId) as Lot;
          expect(use.amount).toBeLessThanOrEqual(from.remaining);
          expect(from.usableAt).toBeLessThanOrEqual(at);
          expect(at).toBeLessThan(from.expiresAt ?? Number.POSITIVE_INFINITY);
          expect(from.expiresAt ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(last);
          last = from.expiresAt ?? Number.POSITIVE_INFINITY;
        }
      },
    ),
  );
});

test('taking back starts with the original lots and never takes more than is held', () => {
  fc.assert(
    fc.property(lots, fc.integer({ min: 1, max: 4000 }), (held, amount) => {
      const original = new Set(held.slice(0, 1).map((l) => l.id));
      const uses = takeBack(held, original, amount);
      const total = held.reduce((n, l) => n + l.remaining, 0);
      expect(uses.reduce((n, u) => n + u.amount, 0)).toBe(Math.min(amount, total));
      const first = held[0];
      if (first && first.remaining > 0) expect(uses[0]?.lotId).toBe(first.id);
    }),
  );
});

test('points expire at their own moment, once, and a spend that comes first keeps them', async () => {
  clock.set('2026-01-15T05:00:00Z');
  const shop = await businessWith(db);
  const [sale] = await post(shop, { total: 1_000_000, placedAt: START });
  clock.set('2027-01-31T16:59:59Z');
  expect(await db.tx(shop, 'test', (tx) => expireDue(tx, 100))).toBe(0);
  clock.set('2027-01-31T17:00:00Z');
  const runs = await Promise.all(
    Array.from({ length: 5 }, () => db.tx(shop, 'test', (tx) => expireDue(tx, 100))),
  );
  expect(runs.reduce((n, r) => n + r, 0)).toBeGreaterThanOrEqual(1);
  const [wallet] = await db.tx(shop, 'test', (tx) => walletsOf(tx, sale?.customerId as string));
  expect(wallet).toMatchObject({ balance: 0, usable: 0, nextExpiry: null });
  const expired = await db.tx(shop, 'test', (tx) =>
    tx.rows(sql`select amount, at from transfers where kind = 'expire'`),
  );
  expect(expired).toEqual([{ amount: 100, at: new Date('2027-01-31T17:00:00Z') }]);
  await expectVerified(db, shop);
});

test.each([
  ['its amount', sql`update transfers set amount = 1000`],
  ['when it ends', sql`update transfers set expires_at = null`],
  ['its reason', sql`update transfers set why = '{}'`],
  ['that it happened', sql`delete from transfers`],
  ['what a lot began with', sql`update lots set amount = 1000`],
])('of a movement nobody can change %s', async (_, statement) => {
  clock.set(START);
  const shop = await businessWith(db);
  await post(shop, { total: 1_000_000, placedAt: START });
  await expect(db.tx(shop, 'test', (tx) => tx.run(statement))).rejects.toThrow(/permission denied/);
});

test.each([-1, 101])('a lot of 100 never holds %i', async (left) => {
  clock.set(START);
  const shop = await businessWith(db);
  await post(shop, { total: 1_000_000, placedAt: START });
  await expect(
    db.tx(shop, 'test', (tx) => tx.run(sql`update lots set remaining = ${left}`)),
  ).rejects.toThrow(/transfers_check/);
});

async function post(shop: Tenant, change: object): Promise<Posted[]> {
  const outcomes = await db.tx(shop, 'test', (tx) => postOrders(tx, [receipt(change)]));
  return outcomes.filter((o) => o.status !== 'rejected');
}

/** What a random day at the shop is made of. */
const step = fc.oneof(
  fc.record({
    do: fc.constant('buy' as const),
    who: fc.nat(2),
    total: fc.integer({ min: 0, max: 900_000 }),
  }),
  fc.record({
    do: fc.constant('pay' as const),
    who: fc.nat(2),
    total: fc.integer({ min: 1, max: 400_000 }),
    points: fc.integer({ min: 1, max: 120 }),
  }),
  fc.record({
    do: fc.constant('return' as const),
    which: fc.nat(20),
    amount: fc.integer({ min: 1, max: 500_000 }),
  }),
  fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 200 }) }),
  fc.record({
    do: fc.constant('late' as const),
    who: fc.nat(2),
    total: fc.integer({ min: 1, max: 900_000 }),
    days: fc.integer({ min: 1, max: 300 }),
  }),
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

test('whatever happens in whatever order, every invariant holds after each step', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      clock.set(START);
      const shop = await businessWith(db);
      const sold: string[] = [];
      for (const [i, s] of steps.entries()) {
        await perform(shop, s, sold, i);
        await expectVerified(db, shop);
      }
      expect(await db.snapshot(shop, 'test', verifyTiers)).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

async function perform(shop: Tenant, s: Step, sold: string[], i: number): Promise<void> {
  const phone = (who: number) => ({ phone: `090100000${who}` });
  const now = clock.now();
  if (s.do === 'wait') {
    clock.advance(s.days * DAY);
    await db.tx(shop, 'test', (tx) => expireDue(tx, 100));
    return;
  }
  if (s.do === 'return') {
    const orderId = sold[s.which % Math.max(1, sold.length)];
    if (!orderId) return;
    await db
      .tx(shop, 'test', (tx) =>
        postReturn(tx, orderId, { externalId: `r${i}`, returnedAt: now, amount: s.amount }),
      )
      .catch((error) => {
        if (!(error instanceof DomainError)) throw error;
      });
    return;
  }
  const placedAt = s.do === 'late' ? new Date(now.getTime() - s.days * DAY) : now;
  const [sale] = await post(shop, {
    customer: phone(s.who),
    total: s.total,
    placedAt: placedAt.toISOString(),
    ...(s.do === 'pay' ? { redeem: { points: s.points } } : {}),
  });
  if (sale) sold.push(sale.orderId);
}
