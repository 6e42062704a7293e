import type { Condition } from '@quen/contracts/conditions.ts';
import { expect, test, vi } from 'vitest';
import type { Tenant } from '../../platform/db.ts';
import { sql } from '../../platform/db.ts';
import { businessWith, receipt } from '../../test/business.ts';
import { testDatabase } from '../../test/harness.ts';
import { shopHistory } from '../../test/shop.ts';
import { createCustomer } from '../customers/index.ts';
import { postOrders } from '../posting/index.ts';
import {
  changeSegment,
  createSegment,
  listSegments,
  previewSegment,
  refreshAudience,
  refreshSegments,
  removeSegment,
  segmentById,
  segmentMembers,
} from './index.ts';
import { followTimeline } from './live.ts';

const { db, clock } = await testDatabase();
const DAY = 86_400_000;
const asleep: Condition = { field: 'customer.days_since_order', op: 'gte', value: 90 };
const regular: Condition = { field: 'customer.orders', op: 'gte', value: 2 };

async function shopWith(orders: { who: string; days: number }[]) {
  const shop = await businessWith(db);
  const now = clock.now().getTime();
  const ids = await db.tx(shop, 'test', (tx) =>
    shopHistory(
      tx,
      orders.map(({ who, days }) => ({ who, at: new Date(now - days * DAY), total: 100 })),
    ),
  );
  return { shop, ids };
}

const namesIn = (shop: Tenant, id: string): Promise<string[]> =>
  db.tx(shop, 'test', async (tx) => {
    const people = await segmentMembers(tx, id, { limit: 100 });
    return people.map((person) => String(person.fullName)).sort();
  });

const happened = (shop: Tenant): Promise<{ kind: string; name: string; subject: string }[]> =>
  db.tx(shop, 'test', (tx) =>
    tx.rows(sql`
      select t.kind, c.full_name as name, t.subject from timeline t
      join customers c on c.tenant_id = t.tenant_id and c.id = t.customer_id
      where t.tenant_id = ${shop.id} and t.kind like 'segment.%' order by t.id`),
  );

/**
 * Follows the timeline until what is said holds. The stream waits for the oldest transaction of the
 * whole server, and other test files have theirs.
 */
const followUntil = (shop: Tenant, holds: () => Promise<void>) =>
  vi.waitFor(
    async () => {
      await db.tx(shop, 'test', followTimeline);
      await holds();
    },
    { timeout: 30_000, interval: 20 },
  );

const create = (shop: Tenant, name: string, condition: unknown) =>
  db.tx(shop, 'test', (tx) => createSegment(tx, { name, condition }));

test('a saved segment holds exactly those who satisfy it, and says so in words', async () => {
  const { shop } = await shopWith([
    { who: 'An', days: 1 },
    { who: 'Bình', days: 89 },
    { who: 'Chi', days: 90 },
    { who: 'Dũng', days: 400 },
  ]);
  const segment = await create(shop, ' Ngủ đông ', asleep);
  expect(segment).toMatchObject({
    name: 'Ngủ đông',
    members: 2,
    computedAt: clock.now(),
    sentence: {
      vi: 'Khách chưa mua từ 90 ngày trở lên',
      en: 'Customers who have not ordered for 90 days or more',
    },
  });
  expect(await namesIn(shop, segment.id)).toEqual(['Chi', 'Dũng']);
  // Nothing happened to these customers: a segment was defined.
  expect(await happened(shop)).toEqual([]);
});

test('a preview counts, pages by spend and reads as a sentence', async () => {
  const { shop } = await shopWith(
    Array.from({ length: 7 }, (_, n) => Array(n + 1).fill({ who: `Khách ${n}`, days: n })).flat(),
  );
  await db.snapshot(shop, 'test', async (tx) => {
    const seen: string[] = [];
    let after: { spent: number; id: string } | undefined;
    for (let page = 0; page < 4; page++) {
      const { count, people } = await previewSegment(tx, { condition: regular, after, limit: 2 });
      expect(count).toBe(6);
      seen.push(...people.map((person) => String(person.fullName)));
      after = people.at(-1);
    }
    expect(seen).toEqual(['Khách 6', 'Khách 5', 'Khách 4', 'Khách 3', 'Khách 2', 'Khách 1']);
    await expect(
      previewSegment(tx, { condition: { field: 'order.total', op: 'gte', value: 1 }, limit: 1 }),
    ).rejects.toMatchObject({ code: 'condition_invalid' });
  });
});

test('time alone moves people, and their timeline says when', async () => {
  const { shop } = await shopWith([
    { who: 'An', days: 88 },
    { who: 'Bình', days: 89 },
  ]);
  const segment = await create(shop, 'Ngủ đông', asleep);
  expect(segment.members).toBe(0);
  try {
    clock.advance(DAY);
    await db.tx(shop, 'test', refreshSegments);
    expect(await namesIn(shop, segment.id)).toEqual(['Bình']);
    await db.tx(shop, 'test', refreshSegments);
    expect(await happened(shop)).toEqual([
      { kind: 'segment.entered', name: 'Bình', subject: segment.id },
    ]);
  } finally {
    clock.advance(-DAY);
  }
});

test('who orders enters or leaves as the timeline is followed, and nobody else is touched', async () => {
  const { shop } = await shopWith([{ who: 'Dũng', days: 100 }]);
  const sleepers = await create(shop, 'Ngủ đông', asleep);
  const regulars = await create(shop, 'Khách quen', regular);
  await db.tx(shop, 'test', followTimeline);
  await db.tx(shop, 'test', async (tx) => {
    await tx.run(sql`update customers set phone = '+84901000001' where tenant_id = ${shop.id}`);
  });
  const outcomes = await db.tx(shop, 'test', (tx) =>
    postOrders(tx, [receipt(), receipt({ customer: { phone: '0901000002' } })]),
  );
  expect(outcomes.map((outcome) => outcome.status)).toEqual(['posted', 'posted']);
  await followUntil(shop, async () => {
    expect(await namesIn(shop, sleepers.id)).toEqual([]);
    expect(await namesIn(shop, regulars.id)).toEqual(['Dũng']);
  });
  expect(await happened(shop)).toEqual(
    expect.arrayContaining([
      { kind: 'segment.left', name: 'Dũng', subject: sleepers.id },
      { kind: 'segment.entered', name: 'Dũng', subject: regulars.id },
    ]),
  );
  expect(await happened(shop)).toHaveLength(2);
  const { members } = await db.tx(shop, 'test', (tx) => segmentById(tx, regulars.id));
  expect(members).toBe(1);
  // Its own rows do not set it going again: the reader comes to rest.
  await followUntil(shop, async () => {
    expect(await db.tx(shop, 'test', followTimeline)).toBe(0);
  });
  expect(await happened(shop)).toHaveLength(2);
});

test('a new customer is seen too', async () => {
  const { shop } = await shopWith([]);
  const named = await create(shop, 'Tên Hoa', {
    field: 'customer.name',
    op: 'contains',
    value: 'hoa',
  });
  await db.tx(shop, 'test', followTimeline);
  await db.tx(shop, 'test', (tx) => createCustomer(tx, { fullName: 'Lê Thị Hòa' }));
  await followUntil(shop, async () => {
    expect(await namesIn(shop, named.id)).toEqual(['Lê Thị Hòa']);
  });
});

test('redefining moves people without telling their timeline; deleting leaves nothing behind', async () => {
  const { shop } = await shopWith([
    { who: 'An', days: 1 },
    { who: 'An', days: 2 },
    { who: 'Chi', days: 95 },
  ]);
  const { id } = await create(shop, 'A', asleep);
  await create(shop, 'B', regular);
  const changed = await db.tx(shop, 'test', (tx) =>
    changeSegment(tx, id, { name: 'A', condition: regular }),
  );
  expect(changed.members).toBe(1);
  expect(await namesIn(shop, id)).toEqual(['An']);
  expect(await happened(shop)).toEqual([]);
  const page = await db.tx(shop, 'test', (tx) => listSegments(tx, { limit: 1 }));
  expect(page.items.map((s) => s.name)).toEqual(['B']);
  const rest = await db.tx(shop, 'test', (tx) =>
    listSegments(tx, { limit: 1, cursor: page.next ?? '' }),
  );
  expect(rest).toMatchObject({ items: [{ name: 'A' }], next: null });

  await expect(
    db.tx(shop, 'test', (tx) => changeSegment(tx, id, { name: 'B', condition: regular })),
  ).rejects.toMatchObject({ code: 'duplicate' });
  await db.tx(shop, 'test', (tx) => removeSegment(tx, id));
  await expect(db.tx(shop, 'test', (tx) => removeSegment(tx, id))).rejects.toMatchObject({
    code: 'not_found',
  });
  const left = await db.tx(shop, 'test', (tx) =>
    tx.one(sql`select count(*) as n from segment_members where segment_id = ${id}`),
  );
  expect(left).toEqual({ n: 0 });
});

test("another business's segment does not exist here", async () => {
  const { shop } = await shopWith([]);
  const { shop: other } = await shopWith([]);
  const { id } = await create(shop, 'A', regular);
  for (const attempt of [
    () => db.tx(other, 'test', (tx) => segmentById(tx, id)),
    () => db.tx(other, 'test', (tx) => segmentMembers(tx, id, { limit: 1 })),
    () => db.tx(other, 'test', (tx) => changeSegment(tx, id, { name: 'X', condition: regular })),
    () => db.tx(other, 'test', (tx) => removeSegment(tx, id)),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
  }
});

test('the live job and the full refresh at once agree in the end', async () => {
  const { shop, ids } = await shopWith([
    { who: 'An', days: 1 },
    { who: 'Bình', days: 100 },
  ]);
  const { id } = await create(shop, 'Quen', regular);
  await db.tx(shop, 'test', followTimeline);
  await db.tx(shop, 'test', (tx) =>
    postOrders(tx, [
      receipt({ customer: { id: ids.get('An') as string } }),
      receipt({ customer: { id: ids.get('Bình') as string } }),
    ]),
  );
  const context = { payload: { scores: true }, db, tenant: shop } as never;
  await Promise.all([
    db.tx(shop, 'test', followTimeline),
    refreshAudience.run(context),
    refreshAudience.run(context),
    db.tx(shop, 'test', refreshSegments),
  ]);
  expect(await namesIn(shop, id)).toEqual(['An', 'Bình']);
  expect(await happened(shop)).toHaveLength(2);
});
