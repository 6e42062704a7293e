import { expect, test } from 'vitest';
import { businessWith, receipt } from '../../test/business.ts';
import { testDatabase } from '../../test/harness.ts';
import { testServer } from '../../test/server.ts';
import { issueKey } from '../access/index.ts';
import { postOrders, postReturn } from '../posting/index.ts';

const { db } = await testDatabase();
const { app } = await testServer(db);

async function shop() {
  const tenant = await businessWith(db);
  const { key } = await db.tx(tenant, 'staff:owner', (tx) =>
    issueKey(tx, {
      name: 'test',
      scopes: ['customers.read', 'customers.write', 'orders.read', 'ledger.read', 'vouchers.read'],
    }),
  );
  const get = async (url: string) => {
    const answer = await app.inject({ url, headers: { authorization: `Bearer ${key}` } });
    return { status: answer.statusCode, body: answer.json() };
  };
  const post = (...orders: Parameters<typeof receipt>[0][]) =>
    db.tx(tenant, 'test', (tx) => postOrders(tx, orders.map(receipt)));
  const found = async (query: string) => {
    const { body } = await get(`/v1/customers?${query}`);
    return body.items.map((item: { fullName: string }) => item.fullName);
  };
  const bringBack = (orderId: string, amount: number) =>
    db.tx(tenant, 'test', (tx) =>
      postReturn(tx, orderId, {
        externalId: 'R1',
        returnedAt: new Date('2026-11-20T05:00:00Z'),
        amount,
      }),
    );
  return { get, post, found, bringBack };
}

type OrderPerson = { name: string; phone: string; email?: string };
const people: [OrderPerson, OrderPerson, OrderPerson] = [
  { name: 'Đặng Thị Ngọc Ánh', phone: '0912345678', email: 'ngoc.anh@example.com' },
  { name: 'Nguyễn Văn An', phone: '0987654678', email: 'an@example.com' },
  { name: 'Trần Ưng Hoàng', phone: '0905111222' },
];

test('people are found by what a cashier types', async () => {
  const { get, post, found } = await shop();
  await post(...people.map((customer) => ({ customer })));
  const q = (text: string) => found(`q=${encodeURIComponent(text)}`);
  expect(await q('ngoc an')).toEqual(['Đặng Thị Ngọc Ánh']);
  expect(await q('ĐẶNG')).toEqual(['Đặng Thị Ngọc Ánh']);
  expect(await q('ung hoang')).toEqual(['Trần Ưng Hoàng']);
  expect(await q('an')).toEqual(['Nguyễn Văn An', 'Đặng Thị Ngọc Ánh']);
  expect(await q('678')).toEqual(['Nguyễn Văn An', 'Đặng Thị Ngọc Ánh']);
  expect(await q('5678')).toEqual(['Đặng Thị Ngọc Ánh']);
  expect(await q('0912 345 678')).toEqual(['Đặng Thị Ngọc Ánh']);
  expect(await found('phone=%2B84905111222')).toEqual(['Trần Ưng Hoàng']);
  expect(await q('NGOC.anh@')).toEqual(['Đặng Thị Ngọc Ánh']);
  expect(await q('78')).toEqual([]);
  expect(await q('100%')).toEqual([]);
  expect(await q('khong ai')).toEqual([]);
  const { body } = await get('/v1/customers?q=hoang');
  const card = body.items[0].cardCode as string;
  expect(await found(`card=${card}`)).toEqual(['Trần Ưng Hoàng']);
  expect(await q(`${card.slice(0, 4)} ${card.slice(4)}`)).toEqual(['Trần Ưng Hoàng']);
});

test('every order of the list pages through each customer once', async () => {
  const { get, post, bringBack } = await shop();
  const purchases = (months: string[]) =>
    months.flatMap((month) =>
      Array.from({ length: 23 }, (_, i) => ({
        total: 10_000 * (i % 5),
        placedAt: `2026-${month}-${String(1 + (i % 9)).padStart(2, '0')}T05:00:00Z`,
        customer: { phone: `09000000${10 + i}`, name: `Khách ${i}` },
      })),
    );
  // Last orders of the same moment, twice by the same customer too; and one that came back whole.
  await post(...purchases(['08', '10', '10', '09']));
  const [brought] = await post({ ...purchases(['11'])[1], total: 50_000 });
  await bringBack(brought && 'orderId' in brought ? brought.orderId : '', 50_000);
  for (const sort of ['newest', 'last_order', 'spent', 'orders']) {
    const seen: string[] = [];
    const values: number[] = [];
    let cursor: string | null = '';
    do {
      const { body } = await get(`/v1/customers?sort=${sort}&limit=4&cursor=${cursor}`);
      for (const item of body.items) {
        seen.push(item.id);
        values.push(sort === 'last_order' ? Date.parse(item.lastOrderAt) : (item[sort] ?? 0));
      }
      cursor = body.next;
    } while (cursor !== null);
    expect(new Set(seen).size, sort).toBe(23);
    expect(seen, sort).toHaveLength(23);
    expect(values, sort).toEqual(values.toSorted((a, b) => b - a));
  }
});

test('filters narrow the list', async () => {
  const { post, found, get } = await shop();
  await post(
    { total: 6_000_000, customer: { phone: '0900000001', name: 'Giàu' } },
    { total: 50_000, customer: { phone: '0900000002', name: 'Mới' } },
  );
  const { body } = await get('/v1/customers?q=giau');
  expect(body.items[0]).toMatchObject({ orders: 1, spent: 6_000_000 });
  expect(body.items[0].points).toBeGreaterThan(0);
  expect(await found(`tier=${body.items[0].tier}`)).toEqual(['Giàu']);
  expect(await found('lifecycle=no-such-stage')).toEqual([]);
  expect(await found('q=moi&tier=no-such-tier')).toEqual([]);
  expect((await get('/v1/customers?cursor=x')).status).toBe(400);
});

test('a customer page tells who, how much, and why', async () => {
  const { get, post } = await shop();
  const [outcome] = await post({ total: 6_000_000, customer: people[0] });
  const id = outcome && 'customerId' in outcome ? outcome.customerId : '';
  const page = await get(`/v1/customers/${id}`);
  expect(page.body).toMatchObject({
    fullName: 'Đặng Thị Ngọc Ánh',
    standing: { orders: 1, spent: 6_000_000, averageOrder: 6_000_000, points: 600 },
    consents: [],
  });
  expect(page.body.standing.tier.name.vi).toBeTypeOf('string');
  const wallets = await get(`/v1/customers/${id}/wallets`);
  expect(wallets.body.items[0]).toMatchObject({ balance: 600, usable: 600 });
  const transfers = await get(`/v1/customers/${id}/transfers`);
  expect(transfers.body.items[0]).toMatchObject({ kind: 'earn', amount: 600 });
  expect(transfers.body.items[0].why.vi).toContain('600');
  const timeline = await get(`/v1/customers/${id}/timeline`);
  const told = Object.fromEntries(
    timeline.body.items.map((t: { kind: string; why: unknown }) => [t.kind, t.why]),
  );
  expect(told['order.placed'].vi).toBe(transfers.body.items[0].why.vi);
  const [placed] = timeline.body.items.filter((t: { kind: string }) => t.kind === 'order.placed');
  expect(placed.data).toMatchObject({
    total: 6_000_000,
    earned: [{ wallet: 'points', amount: 600 }],
  });
  expect(told['tier.changed'].en).toMatch(/reaches/);
  expect((await get(`/v1/customers/${id}/vouchers`)).body).toEqual({ items: [], next: null });

  const orders = await get(`/v1/customers/${id}/orders`);
  expect(orders.body.items[0]).toMatchObject({
    total: 6_000_000,
    pointsEarned: 600,
    customer: { fullName: 'Đặng Thị Ngọc Ánh' },
  });
  const order = await get(`/v1/orders/${orders.body.items[0].id}`);
  expect(order.body).toMatchObject({ lines: [], returns: [], transfers: [{ amount: 600 }] });
  expect((await get('/v1/orders')).body.items).toHaveLength(1);

  const other = await shop();
  for (const path of ['', '/timeline', '/wallets', '/transfers', '/vouchers', '/orders']) {
    expect((await other.get(`/v1/customers/${id}${path}`)).status, path).toBe(404);
  }
  expect((await other.get(`/v1/orders/${order.body.id}`)).status).toBe(404);
});

test('a customer page tells the habit', async () => {
  const { get, post } = await shop();
  const customer = { phone: '0912345678' };
  const line = (sku: string, quantity: number) => ({ sku, name: sku, quantity, unitPrice: 1000 });
  const on = (day: string, ...lines: ReturnType<typeof line>[]) => ({
    customer,
    placedAt: `2026-${day}T05:00:00Z`,
    lines,
    total: lines.reduce((sum, l) => sum + l.quantity * l.unitPrice, 0),
  });
  await post(
    on('10-01', line('A', 1), line('B', 2)),
    on('10-05', line('B', 1)),
    on('11-01', line('C', 1), line('D', 5)),
  );
  const [{ id }] = (await get('/v1/customers')).body.items;
  const { body } = await get(`/v1/customers/${id}`);
  expect(body.standing.habit).toEqual({
    gapDays: 15.5,
    favourites: [
      { sku: 'D', name: 'D', quantity: 5 },
      { sku: 'B', name: 'B', quantity: 3 },
      { sku: 'A', name: 'A', quantity: 1 },
    ],
    store: null,
    channel: 'store',
  });
});
