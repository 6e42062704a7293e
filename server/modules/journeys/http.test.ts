import { winBack } from '@quen/contracts/plays.ts';
import type { Programme } from '@quen/contracts/programme.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Row, sql, type Tenant } from '../../platform/db.ts';
import { businessWith } from '../../test/business.ts';
import { buys, shoppersOf } from '../../test/dormant.ts';
import { testDatabase } from '../../test/harness.ts';
import { testMailbox } from '../../test/mailbox.ts';
import { messagingProgramme, testPost } from '../../test/messages.ts';
import { testServer } from '../../test/server.ts';
import { streamSettled } from '../../test/stream.ts';
import { issueKey } from '../access/index.ts';
import { postReturn } from '../posting/index.ts';
import { tick } from './tick.ts';

const { db, clock } = await testDatabase();
const mailbox = await testMailbox();
const post = testPost(db, mailbox);
const { app } = await testServer(db, { smtpUrl: mailbox.url });
const days = (n: number) => n * 86_400_000;

let tenant: Tenant;
let key: string;
const withHoldout =
  (holdoutPercent: number) =>
  (starter: Programme): Partial<Programme> => ({
    ...messagingProgramme(starter),
    journeys: [{ ...winBack.journey, holdoutPercent }],
  });
async function business(holdoutPercent = 50): Promise<void> {
  tenant = await businessWith(db, withHoldout(holdoutPercent));
  const issued = await db.tx(tenant, 'staff:owner', (tx) =>
    issueKey(tx, { name: 'test', scopes: ['journeys.read', 'journeys.write'] }),
  );
  key = issued.key;
}
beforeEach(async () => {
  clock.set('2026-11-21T03:00:00Z');
  await business();
});

const call = async (method: 'GET' | 'POST', url: string, payload?: object) => {
  const answer = await app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${key}` },
    ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, body: answer.json() };
};
const work = async () => {
  await streamSettled(db, tenant);
  await tick(db, tenant);
  await post.deliver(tenant);
};
const arms = async () => {
  const rows = await db.tx(tenant, 'test', (tx) =>
    tx.rows<Row & { customer_id: string; arm: string }>(
      sql`select customer_id, arm from journey_runs where tenant_id = ${tenant.id} order by id`,
    ),
  );
  const of = (arm: string) => rows.filter((r) => r.arm === arm).map((r) => r.customer_id);
  return { treated: of('treated'), holdout: of('holdout') };
};

describe('before starting', () => {
  test('it is told who would enter, who is held out, and whom messages would pass over', async () => {
    await shoppersOf(db, tenant, 40);
    await shoppersOf(db, tenant, 7, { agreed: false });
    await shoppersOf(db, tenant, 5, { daysAgo: 10 });
    const { status, body } = await call('POST', '/v1/journeys/preview', { key: 'win-back' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ matching: 47, entering: 47 });
    expect(body.treated + body.holdout).toBe(47);
    expect(body.sample).toHaveLength(10);
    expect(body.sample[0]).toMatchObject({ fullName: 'Lê Thị Mai' });
    const passedOver = body.skipped.reduce((sum: number, s: { count: number }) => sum + s.count, 0);
    expect(body.reachable + passedOver).toBe(body.treated);
    expect(body.messages).toBe(2 * body.reachable);
    for (const reason of body.skipped) expect(reason.reason).toBe('no_consent');

    // What was foretold is what happens.
    await call('POST', '/v1/journeys/win-back/start');
    await work();
    const drawn = await arms();
    expect(drawn.treated).toHaveLength(body.treated);
    expect(drawn.holdout).toHaveLength(body.holdout);
    const after = await call('POST', '/v1/journeys/preview', { key: 'win-back' });
    expect(after.body).toMatchObject({ matching: 47, entering: 0, sample: [] });
  });

  test('a journey being written can be previewed; a condition that is none is named', async () => {
    await shoppersOf(db, tenant, 3, { daysAgo: 10 });
    const entry = { field: 'customer.orders', op: 'gte', value: 1 };
    const journey = { ...winBack.journey, entry, holdoutPercent: 0 };
    const { body } = await call('POST', '/v1/journeys/preview', { journey });
    expect(body).toMatchObject({ matching: 3, treated: 3, holdout: 0 });
    const wrong = { ...journey, entry: { field: 'customer.nothing', op: 'eq', value: 1 } };
    const refused = await call('POST', '/v1/journeys/preview', { journey: wrong });
    expect(refused).toMatchObject({ status: 422, body: { code: 'condition_invalid' } });
  });
});

test('status moves by the buttons, and the list shows it', async () => {
  const statusOf = async () => (await call('GET', '/v1/journeys')).body.items[0].status;
  expect(await statusOf()).toBe('ready');
  for (const [action, after] of [
    ['start', 'running'],
    ['pause', 'paused'],
    ['resume', 'running'],
    ['stop', 'stopped'],
    ['start', 'running'],
  ]) {
    const { body } = await call('POST', `/v1/journeys/win-back/${action}`);
    expect(body).toEqual({ key: 'win-back', status: after });
    expect(await statusOf()).toBe(after);
  }
  expect(await call('POST', '/v1/journeys/win-back/resume')).toMatchObject({ status: 200 });
  await call('POST', '/v1/journeys/win-back/stop');
  expect(await call('POST', '/v1/journeys/win-back/pause')).toMatchObject({
    status: 409,
    body: { code: 'journey_state' },
  });
  expect(await call('POST', '/v1/journeys/other/start')).toMatchObject({
    status: 404,
    body: { code: 'journey_unknown' },
  });
  expect((await call('GET', '/v1/journeys/other')).status).toBe(404);
});

describe('the report', () => {
  test('equals what is counted by hand', async () => {
    await shoppersOf(db, tenant, 60);
    await call('POST', '/v1/journeys/win-back/start');
    await work();
    const { treated, holdout } = await arms();
    clock.advance(days(2));
    // Of the treated 12 come: eleven spend 100.000, one spends 300.000 and gives all of it back.
    for (const id of treated.slice(0, 11)) await buys(db, tenant, id, { total: 100_000 });
    const undone = await buys(db, tenant, treated[11] as string, { total: 300_000 });
    await db.tx(tenant, 'system', (tx) =>
      postReturn(tx, undone, { externalId: 'back', returnedAt: tx.now, amount: 300_000 }),
    );
    // Of the hold-out 3 come, one of them twice.
    for (const id of [...holdout.slice(0, 3), holdout[0] as string])
      await buys(db, tenant, id, { total: 50_000 });
    await work();
    clock.advance(days(5));
    await work();
    clock.advance(days(23));
    await work();

    const { body } = await call('GET', '/v1/journeys/win-back');
    expect(body).toMatchObject({
      entered: 60,
      active: 0,
      watched: 0,
      wonBack: 11,
      revenue: 1_100_000,
      arms: {
        treated: { people: treated.length, converted: 11, revenue: 1_100_000 },
        holdout: { people: holdout.length, converted: 3, revenue: 200_000 },
      },
      messages: { sent: treated.length * 2 - 12, delivered: null, bounced: 0, opened: 0 },
    });
    const [pt, pc] = [11 / treated.length, 3 / holdout.length];
    expect(body.lift.absolute.estimate).toBeCloseTo(pt - pc, 12);
    expect(body.lift.relative).toBeCloseTo((pt - pc) / pc, 10);
    expect(body.lift.customers.estimate).toBeCloseTo((pt - pc) * treated.length, 9);
    expect(body.lift.revenue.estimate).toBeCloseTo(
      1_100_000 - (200_000 / holdout.length) * treated.length,
      3,
    );
    const half = 60 / 2;
    expect(body.sampleRatio.chiSquare).toBeCloseTo(
      (treated.length - half) ** 2 / half + (holdout.length - half) ** 2 / half,
      9,
    );
    expect(body.sampleRatio.suspicious).toBe(false);
    expect(body.steps.map((s: { messages: { sent: number } }) => s.messages.sent)).toEqual([
      treated.length,
      treated.length - 12,
    ]);
    expect(body.sentence.vi).toMatch(/tác dụng|khác biệt/);
    const { body: list } = await call('GET', '/v1/journeys');
    expect(list.items).toMatchObject([{ wonBack: 11, revenue: 1_100_000, entered: 60 }]);
  });

  test('says when it is too early, and when there is nothing to compare with', async () => {
    expect((await call('GET', '/v1/journeys/win-back')).body.sentence.en).toBe(
      'Nobody has entered this journey yet.',
    );
    await shoppersOf(db, tenant, 30);
    await call('POST', '/v1/journeys/win-back/start');
    await work();
    const { treated } = await arms();
    await buys(db, tenant, treated[0] as string);
    await work();
    const early = (await call('GET', '/v1/journeys/win-back')).body;
    expect(early.sentence.vi).toContain(
      'Còn sớm để kết luận: đã có 1 khách mua lại, nhưng đến 21/12/2026',
    );
    await business(0);
    await shoppersOf(db, tenant, 5);
    await call('POST', '/v1/journeys/win-back/start');
    await work();
    const alone = (await call('GET', '/v1/journeys/win-back')).body;
    expect(alone).toMatchObject({ lift: null, sampleRatio: null });
    expect(alone.sentence.en).toContain('Without a hold-out');
  });
});

test('the people of a journey are listed, each with where they are and why they left', async () => {
  await shoppersOf(db, tenant, 12);
  await call('POST', '/v1/journeys/win-back/start');
  await work();
  const { treated } = await arms();
  await buys(db, tenant, treated[0] as string, { total: 90_000 });
  await work();
  const all = (await call('GET', '/v1/journeys/win-back/runs')).body.items;
  expect(all).toHaveLength(12);
  const converted = (await call('GET', '/v1/journeys/win-back/runs?state=converted')).body.items;
  expect(converted).toMatchObject([
    { customerId: treated[0], customerName: 'Lê Thị Mai', endReason: 'goal', revenue: 90_000 },
  ]);
  const waiting = (await call('GET', '/v1/journeys/win-back/runs?state=active&arm=treated')).body;
  expect(waiting.items[0]).toMatchObject({ step: 'remind', wakeAt: '2026-11-28T03:00:00.000Z' });
  const first = (await call('GET', '/v1/journeys/win-back/runs?limit=5')).body;
  const second = (await call('GET', `/v1/journeys/win-back/runs?limit=20&cursor=${first.next}`))
    .body;
  expect([...first.items, ...second.items].map((r: { id: string }) => r.id)).toEqual(
    all.map((r: { id: string }) => r.id),
  );
});
