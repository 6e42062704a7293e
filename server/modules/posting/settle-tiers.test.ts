import type { Programme } from '@quen/contracts/programme.ts';
import { beforeEach, expect, test } from 'vitest';
import type { Tenant } from '../../platform/db.ts';
import { businessWith, expectVerified } from '../../test/business.ts';
import { testDatabase } from '../../test/harness.ts';
import { salesOf } from '../../test/sales.ts';
import { reviewTiers } from '../programme/index.ts';
import { postReturn } from './index.ts';

const at = await testDatabase();
const { db, clock } = at;
const { sell, publish, standing } = salesOf(at);
const NOW = clock.now();
beforeEach(() => clock.set(NOW.toISOString()));

const half = ({ tiers }: Programme) => ({
  tiers: tiers.map((t) => ({ ...t, threshold: t.threshold / 2, keep: t.keep / 2 })),
});
const tierOf = async (shop: Tenant) => (await standing(shop))?.tier;
const review = (shop: Tenant) =>
  reviewTiers.run({ db, tenant: shop } as Parameters<typeof reviewTiers.run>[0]);

test('history that is posted after new levels were published meets them', async () => {
  clock.set('2026-11-01T00:00:00Z');
  const shop = await businessWith(db);
  clock.set('2026-11-15T00:00:00Z');
  await publish(shop, half);
  clock.set(NOW.toISOString());
  await sell(shop, { placedAt: '2026-11-10T05:00:00Z', total: 1_500_000 });
  expect(await tierOf(shop)).toBe('silver');
  await expectVerified(db, shop);
});

test('a late receipt, too small for the levels of its day, counts for those that came after it', async () => {
  clock.set('2026-11-01T00:00:00Z');
  const shop = await businessWith(db);
  await sell(shop, { placedAt: '2026-10-10T05:00:00Z', total: 900_000 });
  clock.set('2026-11-15T00:00:00Z');
  await publish(shop, half);
  expect(await tierOf(shop)).toBe('member');
  clock.set(NOW.toISOString());
  await sell(shop, { placedAt: '2026-11-12T05:00:00Z', total: 200_000 });
  expect(await tierOf(shop)).toBe('silver');
  await expectVerified(db, shop);
});

test('nobody is left at a level that went before their history came', async () => {
  clock.set('2026-11-21T01:00:00Z');
  const shop = await businessWith(db);
  clock.set('2026-11-21T02:00:00Z');
  await publish(shop, ({ tiers }) => ({ tiers: tiers.map((t) => ({ ...t, key: `x-${t.key}` })) }));
  clock.set(NOW.toISOString());
  await sell(shop, { placedAt: '2026-10-10T05:00:00Z', total: 100_000 });
  expect(await tierOf(shop)).toBe('x-member');
  await expectVerified(db, shop);
});

test('a late receipt takes no level away that new levels have given', async () => {
  clock.set('2026-11-01T00:00:00Z');
  const shop = await businessWith(db);
  await sell(shop, { placedAt: '2026-10-10T05:00:00Z', total: 1_500_000 });
  clock.set('2026-11-15T00:00:00Z');
  await publish(shop, half);
  expect(await tierOf(shop)).toBe('silver');
  clock.set(NOW.toISOString());
  await sell(shop, { placedAt: '2026-11-12T05:00:00Z', total: 10_000 });
  expect(await tierOf(shop)).toBe('silver');
  await expectVerified(db, shop);
});

test('a receipt from before the review that left no level is decided with that review', async () => {
  const shop = await businessWith(db, ({ tiers }) => ({
    tiers: tiers.filter((t) => t.threshold > 0),
  }));
  await sell(shop, { placedAt: '2025-06-01T05:00:00Z', total: 2_000_000 });
  await review(shop);
  expect(await tierOf(shop)).toBeNull();
  await sell(shop, { placedAt: '2026-05-01T05:00:00Z', total: 1_600_000 });
  expect(await tierOf(shop)).toBe('silver');
  await expectVerified(db, shop);
});

test('a receipt a little ahead of the clock keeps its level when another one comes back', async () => {
  const shop = await businessWith(db);
  const { orderId } = await sell(shop, { total: 10_000 });
  await sell(shop, { total: 2_000_000, placedAt: '2026-11-21T05:00:00Z' });
  await expectVerified(db, shop);
  await db.tx(shop, 'test', (tx) =>
    postReturn(tx, orderId, { externalId: 'back', returnedAt: NOW }),
  );
  expect(await tierOf(shop)).toBe('silver');
  await expectVerified(db, shop);
});

test('whose only order came back meets new levels too', async () => {
  clock.set('2026-11-01T00:00:00Z');
  const shop = await businessWith(db);
  const { orderId } = await sell(shop, { placedAt: '2026-10-10T05:00:00Z' });
  await db.tx(shop, 'test', (tx) =>
    postReturn(tx, orderId, { externalId: 'back', returnedAt: new Date('2026-10-11T05:00:00Z') }),
  );
  clock.set('2026-11-15T00:00:00Z');
  await publish(shop, ({ tiers }) => ({ tiers: tiers.map((t) => ({ ...t, key: `x-${t.key}` })) }));
  expect(await tierOf(shop)).toBe('x-member');
  clock.set(NOW.toISOString());
  await sell(shop);
  await expectVerified(db, shop);
});
