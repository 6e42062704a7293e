import { expect, test } from 'vitest';
import { sql, type Tenant } from '../../platform/db.ts';
import { businessWith } from '../../test/business.ts';
import { testDatabase } from '../../test/harness.ts';
import { testServer } from '../../test/server.ts';
import { type ShortOrder, shopHistory } from '../../test/shop.ts';
import { issueKey } from '../access/index.ts';
import { refreshScores } from '../audience/index.ts';
import { matchingCustomers } from '../conditions/index.ts';
import { dashboardReport, reports, retentionReport, revenueReport } from './index.ts';

const { db, clock } = await testDatabase();
const { app } = await testServer(db);
const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(clock.now().getTime() - days * DAY);

/** Comings and goings around the boundaries of 30 and 90 days (dormant from 90 on). */
const history: ShortOrder[] = [
  // kept: came within the last 30 days, less than 90 after the order before.
  ...[3, 20, 60].map((d) => ({ who: 'Giữ 1', at: daysAgo(d), total: 100_000 })),
  ...[29, 118].map((d) => ({ who: 'Giữ 2', at: daysAgo(d), total: 100_000 })),
  // re-activated: exactly 90 days lie between.
  ...[10, 100].map((d) => ({ who: 'Trở lại', at: daysAgo(d), total: 100_000 })),
  { who: 'Mới', at: daysAgo(0), total: 100_000 },
  // In the 30 days before: kept then, silent since.
  ...[30, 59, 70].map((d) => ({ who: 'Trước', at: daysAgo(d), total: 100_000 })),
  ...[76, 89].map((d) => ({ who: `Sắp ngủ ${d}`, at: daysAgo(d), total: 50_000 })),
  ...[75, 90, 119, 120, 400].map((d) => ({ who: `Vắng ${d}`, at: daysAgo(d), total: 50_000 })),
];

async function shopWithKey(): Promise<{ shop: Tenant; authorization: string }> {
  const shop = await businessWith(db);
  const { key } = await db.tx(shop, 'test', async (tx) => {
    await shopHistory(tx, history, ['Chưa mua']);
    await tx.run(sql`
      update customers set full_name = '=HYPERLINK("x")', phone = '+84901000001'
      where tenant_id = ${shop.id} and full_name = 'Mới'`);
    await refreshScores(tx);
    return issueKey(tx, {
      name: 'báo cáo',
      scopes: [
        'reports.read',
        'segments.read',
        'segments.write',
        'customers.read',
        'programme.read',
      ],
    });
  });
  return { shop, authorization: `Bearer ${key}` };
}
const { shop, authorization } = await shopWithKey();
const get = (url: string) => app.inject({ method: 'GET', url, headers: { authorization } });
const send = (method: 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) =>
  app.inject({ method, url, headers: { authorization }, ...(payload ? { payload } : {}) });

const names = ['rfm', 'lifecycle', 'retention', 'liability', 'revenue', 'dashboard'];
test.each(names)('%s answers its schema, as of any day, and as CSV', async (name) => {
  for (const url of [`/v1/reports/${name}`, `/v1/reports/${name}?asOf=2026-09-01`]) {
    const answer = await get(url);
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json().asOf).toBe(url.endsWith(name) ? '2026-11-21' : '2026-09-01');
  }
  const csv = await get(`/v1/reports/${name}.csv`);
  expect(csv.statusCode).toBe(200);
  expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(csv.headers['content-disposition']).toBe(
    `attachment; filename="${shop.slug}-${name}.csv"`,
  );
  expect(csv.body).toMatch(/^\u{feff}[a-z_,0-9]+\r\n/u);
  expect((await get(`/v1/reports/${name}?asOf=2027-01-01`)).statusCode).toBe(400);
  expect((await get(`/v1/reports/${name}?asOf=gestern`)).statusCode).toBe(400);
});

test.each(names)('%s loses nothing on the way out', async (name) => {
  const { run } = reports[name as keyof typeof reports];
  const asOf = '2026-11-21';
  const report = await db.snapshot<unknown>(shop, 'test', (tx) => run(tx, { asOf }));
  const answer = await get(`/v1/reports/${name}?asOf=${asOf}`);
  expect(answer.json()).toEqual(JSON.parse(JSON.stringify(report)));
});

test('the kept scores come with conditions that open their people', async () => {
  const { groups, values, computedAt } = (await get('/v1/reports/rfm')).json();
  expect(computedAt).toBe('2026-11-21T03:00:00.000Z');
  expect(groups[0].condition).toEqual({
    field: 'customer.rfm_group',
    op: 'eq',
    value: 'champions',
  });
  expect(values[0].condition).toEqual({ field: 'customer.value_group', op: 'eq', value: 'high' });
});

test('the dashboard counts who comes back and who drifts, and opens exactly them', async () => {
  await db.snapshot(shop, 'test', async (tx) => {
    const board = await dashboardReport(tx);
    expect(board.comingBack).toMatchObject({
      count: 3,
      before: 1,
      kept: { count: 2, before: 1 },
      reactivated: { count: 1, before: 0 },
      newcomers: { count: 1, before: 0 },
    });
    expect(board.drifting).toMatchObject({
      count: 2,
      noticeDays: 14,
      fellAsleep: { count: 2 },
    });
    const opening = [
      board.comingBack,
      board.comingBack.newcomers,
      board.drifting,
      board.drifting.fellAsleep,
      ...board.actions,
    ];
    for (const { count, condition } of opening) {
      const found = await tx.rows(matchingCustomers(condition as never, shop, tx.now));
      expect(found, JSON.stringify(condition)).toHaveLength(count);
    }
    const asleep = board.actions.find((action) => action.key === 'about_to_sleep');
    // Two customers whose average order is 50.000 ₫; one in ten is expected.
    expect(asleep).toMatchObject({
      count: 2,
      gain: 10_000,
      title: { vi: '2 khách sắp ngủ đông: gửi lời nhắn?' },
    });
    const gains = board.actions.map((action) => action.gain);
    expect(gains).toEqual(gains.toSorted((a, b) => b - a));
    expect(board.actions.every((action) => action.count > 0)).toBe(true);
  });
});

test('what was is told the same way as of that day', async () => {
  await db.snapshot(shop, 'test', async (tx) => {
    const now = await dashboardReport(tx);
    const then = await dashboardReport(tx, { asOf: '2026-10-22' });
    expect(then.comingBack.count).toBe(now.comingBack.before);
    expect(then.drifting.count).toBe(now.drifting.before);
    expect(then.actions).toEqual([]);
    expect(then.comingBack.condition).toBeNull();
  });
});

test('the dashboard says of revenue and retention what their reports say', async () => {
  await db.snapshot(shop, 'test', async (tx) => {
    const board = await dashboardReport(tx);
    const { months } = await revenueReport(tx);
    expect(board.revenue).toEqual(
      months.slice(-13).map((m) => ({
        month: m.month,
        loyal: m.loyalRevenue,
        other: m.otherRevenue,
        strangers: m.strangerRevenue,
        complete: m.complete,
      })),
    );
    const { cohorts } = await retentionReport(tx);
    const cohort = cohorts.find((c) => c.month === '2026-07');
    const before = cohorts.find((c) => c.month === '2026-06');
    expect(cohort?.brackets[0]?.complete).toBe(true);
    expect(board.retention).toMatchObject({
      month: '2026-07',
      customers: cohort?.customers,
      returned: cohort?.brackets[0]?.customers,
      rate: cohort?.brackets[0]?.rate,
      before: before ? { month: '2026-06', rate: before.brackets[0]?.rate } : null,
    });
  });
});

test('an empty business has a dashboard too', async () => {
  const empty = await businessWith(db);
  const board = await db.snapshot(empty, 'test', (tx) => dashboardReport(tx));
  expect(board).toMatchObject({
    comingBack: { count: 0 },
    retention: null,
    revenue: [],
    actions: [],
  });
  expect(board.points.months).toHaveLength(13);
});

test('conditions are described, previewed, saved, listed and deleted over HTTP', async () => {
  const fields = (await get('/v1/conditions/fields')).json().items;
  expect(fields.find((f: { key: string }) => f.key === 'customer.tier').choices).toContainEqual({
    value: 'gold',
    label: { vi: 'Vàng', en: 'Gold' },
  });
  const condition = { field: 'customer.days_since_order', op: 'gte', value: 90 };
  const preview = await send('POST', '/v1/segments/preview', { condition, limit: 1 });
  expect(preview.json()).toMatchObject({
    count: 4,
    sample: [{ orders: 1, spent: 50_000 }],
    sentence: { en: 'Customers who have not ordered for 90 days or more' },
  });
  const second = await send('POST', '/v1/segments/preview', {
    condition,
    limit: 50,
    cursor: preview.json().next,
  });
  expect(second.json()).toMatchObject({ count: 4, next: null });
  expect(second.json().sample).toHaveLength(3);

  const bad = await send('POST', '/v1/segments/preview', {
    condition: { field: 'customer.orders', op: 'gte', value: 'x' },
  });
  expect([bad.statusCode, bad.json().code]).toEqual([422, 'condition_invalid']);
  expect(bad.json().message.vi).toContain('customer.orders');
  const cursor = await send('POST', '/v1/segments/preview', { condition, cursor: 'abc' });
  expect(cursor.statusCode).toBe(400);

  const saved = await send('POST', '/v1/segments', { name: 'Ngủ', condition });
  expect(saved.statusCode).toBe(201);
  const { id } = saved.json();
  expect((await get('/v1/segments')).json()).toMatchObject({
    items: [{ id, members: 4 }],
    next: null,
  });
  const changed = await send('PUT', `/v1/segments/${id}`, {
    name: 'Mọi người',
    condition: { all: [] },
  });
  expect(changed.json()).toMatchObject({ sentence: { vi: 'Mọi khách hàng' }, members: 13 });
  const page = (await get(`/v1/segments/${id}/members?limit=2`)).json();
  expect(page.items).toHaveLength(2);
  const rest = (await get(`/v1/segments/${id}/members?limit=100&cursor=${page.next}`)).json();
  expect(rest).toMatchObject({ next: null });
  expect(rest.items).toHaveLength(11);

  const csv = await get(`/v1/segments/${id}/members.csv`);
  // Neither the name nor the leading plus of a phone becomes a formula.
  expect(csv.body).toContain(`"'=HYPERLINK(""x"")",'+84901000001`);
  expect((await send('DELETE', `/v1/segments/${id}`)).statusCode).toBe(204);
  expect((await get(`/v1/segments/${id}`)).statusCode).toBe(404);
});
