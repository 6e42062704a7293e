import type { OrderInput } from '@quen/contracts/orders.ts';
import { afterAll, expect, test, vi } from 'vitest';
import { issueKey } from '../../modules/access/index.ts';
import { OrderBatcher } from '../../modules/posting/batcher.ts';
import { Database, sql, type Tenant } from '../../platform/db.ts';
import { requestHash } from '../../platform/idempotency.ts';
import { businessWith, expectVerified, receipt } from '../business.ts';
import { CuttingProxy, type Fate } from '../cutting-proxy.ts';
import { testDatabase } from '../harness.ts';
import { testServer } from '../server.ts';

/**
 * A connection that is lost around a commit leaves the application not knowing whether the
 * transaction holds. The server works through the proxy; what is asserted is read beside it. An
 * unhandled rejection, which would end the server's process, fails the run.
 */
const { db, url, clock } = await testDatabase();
const proxy = new CuttingProxy(url);
const cutDb = new Database({ url: await proxy.listen(), poolSize: 8, clock });
afterAll(async () => {
  await cutDb.close();
  await proxy.close();
});
const { app } = await testServer(cutDb);

const FATES: Fate[] = ['lost', 'unanswered', 'unheard'];
/** How a till says that it sends the same order again. */
const KEYS = [
  ['the same key', 'k'],
  ['its number only', undefined],
] as const;

interface Till {
  shop: Tenant;
  post(order: OrderInput, key?: string): Promise<Answer>;
  /** The orders that hold and all points ever earned, read past the proxy. */
  books(): Promise<{ orders: number; points: number }>;
}
interface Answer {
  status: number;
  type: string;
  body: Record<string, unknown>;
  replayed: boolean;
}

/** A business whose till has posted before, so that its key is known and connections are open. */
async function till(): Promise<Till> {
  const shop = await businessWith(db);
  const { key: secret } = await db.tx(shop, 'test', (tx) =>
    issueKey(tx, { name: 'till', scopes: ['orders.write'] }),
  );
  const post = async (payload: OrderInput, key?: string) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/orders',
      headers: { authorization: `Bearer ${secret}`, ...(key ? { 'idempotency-key': key } : {}) },
      payload,
    });
    return {
      status: answer.statusCode,
      type: String(answer.headers['content-type']),
      body: answer.json(),
      replayed: answer.headers['idempotency-replayed'] === 'true',
    };
  };
  const warm = await post(receipt({ source: 'warm-up', total: 0 }));
  expect(warm.status).toBe(200);
  // The commit to be cut is an order's, not that of the look at the tables which may follow one.
  await vi.waitFor(() => expect(cutDb.pool.idleCount).toBe(cutDb.pool.totalCount));
  return {
    shop,
    post,
    books: async () =>
      (await db.tx(shop, 'test', (tx) =>
        tx.one(sql`
          select (select count(*) from orders
                  where tenant_id = ${shop.id} and source <> 'warm-up') as orders,
                 (select coalesce(sum(amount), 0) from transfers
                  where tenant_id = ${shop.id} and kind = 'earn') as points`),
      )) as { orders: number; points: number },
  };
}

/** What every answer to one order must say alike, be it the first, a replay or a duplicate. */
const gist = ({ body }: { body: object }) => {
  const { id, customerId, bill, total, pointsEarned } = body as Record<string, unknown>;
  return { id, customerId, bill, total, pointsEarned };
};

const fault = {
  status: 503,
  type: expect.stringContaining('application/problem+json'),
  body: { status: 503, code: 'unavailable' },
};

test.each(FATES.flatMap((fate) => KEYS.map(([how, key]) => [fate, how, key] as const)))(
  'a commit that is %s is told as a fault; sent again with %s there is one order',
  async (fate, _, key) => {
    const { shop, post, books } = await till();
    const order = receipt();
    const before = proxy.cuts[fate];
    proxy.cutNext(fate);
    expect(await post(order, key)).toMatchObject(fault);
    expect(proxy.cuts[fate]).toBe(before + 1);
    const held = fate !== 'lost';
    expect(await books()).toEqual(held ? { orders: 1, points: 25 } : { orders: 0, points: 0 });

    const again = await post(order, key);
    expect(again).toMatchObject({
      status: 200,
      replayed: held && key !== undefined,
      body: { status: held && key === undefined ? 'duplicate' : 'posted', pointsEarned: 25 },
    });
    // However it is repeated from here on, it is that one order.
    for (const other of [key, undefined, 'another key']) {
      const repeat = await post(order, other);
      expect(repeat.status).toBe(200);
      expect(gist(repeat)).toEqual(gist(again));
    }
    expect(await books()).toEqual({ orders: 1, points: 25 });
    await expectVerified(db, shop);
  },
);

/** Fulfilled once a transaction waits for what another one has locked. */
const somebodyWaits = () =>
  expect
    .poll(
      () =>
        db.global((q) =>
          q.rows(sql`
            select pid from pg_locks join pg_stat_activity using (pid)
            where not granted and datname = current_database()`),
        ),
      { timeout: 20_000, interval: 10 },
    )
    .not.toEqual([]);

test.each(
  (['arrive', 'vanish'] as const).flatMap((end) =>
    KEYS.map(([how, key]) => [end === 'arrive' ? 'arrives' : 'vanishes', how, end, key] as const),
  ),
)(
  'a commit that %s only while the order is being repeated with %s: one order',
  async (_, __, end, key) => {
    const { shop, post, books } = await till();
    const order = receipt();
    const commit = proxy.delayNext();
    expect(await post(order, key)).toMatchObject(fault);
    await commit.cut;
    const repeating = post(order, key);
    await somebodyWaits();
    expect(await books()).toMatchObject({ orders: 0 });
    commit[end]();
    const again = await repeating;
    const held = end === 'arrive';
    expect(again).toMatchObject({
      status: 200,
      replayed: held && key !== undefined,
      body: { status: held && key === undefined ? 'duplicate' : 'posted', pointsEarned: 25 },
    });
    expect(gist(await post(order, 'another key'))).toEqual(gist(again));
    expect(await books()).toEqual({ orders: 1, points: 25 });
    await expectVerified(db, shop);
  },
);

test.each(FATES)(
  'of orders that shared a commit that is %s each is answered for itself, once',
  async (fate) => {
    const { shop, post, books } = await till();
    const batcher = new OrderBatcher(cutDb);
    // Every other one by the same customer, every other pair without a key.
    const orders = Array.from({ length: 40 }, (_, i) =>
      receipt({ customer: { phone: `09010001${i % 2 ? '00' : i + 10}` } }),
    );
    const keyOf = (i: number) => (i % 4 < 2 ? `k${i}` : undefined);
    const before = proxy.cuts[fate];
    proxy.cutNext(fate);
    // Submitted in one turn, so that they are two batches; one of them meets the cut.
    const answers = await Promise.all(
      orders.map((order, i) =>
        batcher.submit(shop, { order, actor: 'test', key: keyOf(i), hash: requestHash(order) }),
      ),
    );
    expect(proxy.cuts[fate]).toBe(before + 1);
    const held = fate !== 'lost';
    const cut = (i: number) => [
      held && keyOf(i) === undefined ? 'duplicate' : 'posted',
      held && keyOf(i) !== undefined,
    ];
    const whole = () => ['posted', false];
    const told = answers.map((a) => [a.body.status, a.replayed]);
    const half = orders.length / 2;
    expect([
      orders.map((_, i) => (i < half ? cut(i) : whole())),
      orders.map((_, i) => (i < half ? whole() : cut(i))),
    ]).toContainEqual(told);
    const repeats = await Promise.all(orders.map((order, i) => post(order, keyOf(i))));
    expect(repeats.map((r) => r.status)).toEqual(orders.map(() => 200));
    expect(repeats.map(gist)).toEqual(answers.map(gist));
    expect(await books()).toEqual({ orders: 40, points: 40 * 25 });
    await expectVerified(db, shop);
  },
);

test('under load with every third commit cut each order is posted once, and all its answers agree', async () => {
  const { shop, post, books } = await till();
  const before = { ...proxy.cuts };
  proxy.cutWhere((nth) => (nth % 3 === 0 ? FATES[(nth / 3) % 3] : undefined));
  const orders = Array.from({ length: 600 }, (_, i) =>
    receipt({
      customer: { phone: `09020${String(i % 50).padStart(5, '0')}` },
      total: 20_000 + i * 1_000,
    }),
  );
  const told = new Map<OrderInput, Answer>();
  const waiting = [...orders];
  const work = async () => {
    for (let order = waiting.shift(); order; order = waiting.shift()) {
      const key = order.total % 2_000 === 0 ? order.externalId : undefined;
      const answer = await post(order, key);
      if (answer.status === 200) told.set(order, answer);
      else {
        expect(answer).toMatchObject(fault);
        waiting.push(order);
      }
    }
  };
  await Promise.all(Array.from({ length: 12 }, work));
  proxy.cutWhere(() => undefined);
  for (const fate of FATES) expect(proxy.cuts[fate] - before[fate]).toBeGreaterThanOrEqual(10);

  let points = 0;
  for (const order of orders) {
    const first = told.get(order) as Answer;
    expect(gist(await post(order))).toEqual(gist(first));
    points += Number(first.body.pointsEarned);
  }
  expect(await books()).toEqual({ orders: orders.length, points });
  await expectVerified(db, shop);
});
