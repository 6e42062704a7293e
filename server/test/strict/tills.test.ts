import type { OrderInput } from '@quen/contracts/orders.ts';
import type { VoucherCampaign } from '@quen/contracts/programme.ts';
import { expect, test } from 'vitest';
import { issueKey } from '../../modules/access/index.ts';
import { resolveCustomers } from '../../modules/customers/index.ts';
import { postOrders } from '../../modules/posting/index.ts';
import { issueVouchers } from '../../modules/rewards/index.ts';
import type { Tenant } from '../../platform/db.ts';
import { businessWith, expectVerified, receipt, tenPercentOff } from '../business.ts';
import { testDatabase } from '../harness.ts';
import { testServer } from '../server.ts';

/** What many tills at once may do to one business, over HTTP, as they would do it. */
const { db } = await testDatabase();
const { app } = await testServer(db);

/** Where the test's clock stands. */
const NOW = '2026-11-21T03:00:00Z';

const campaign: VoucherCampaign = {
  ...tenPercentOff,
  key: 'first-hundred',
  name: { vi: 'Trăm khách đầu', en: 'First hundred' },
  discount: { kind: 'amount', amount: 50_000 },
  validDays: null,
  limitTotal: 100,
  limitPerCustomer: 1,
  stacking: 'alone',
};

interface Till {
  shop: Tenant;
  post(
    url: string,
    payload: object,
    key?: string,
  ): Promise<{ status: number; body: Record<string, unknown>; replayed: boolean }>;
}

async function till(): Promise<Till> {
  const shop = await businessWith(db, () => ({ vouchers: [campaign] }));
  const { key: secret } = await db.tx(shop, 'test', (tx) =>
    issueKey(tx, {
      name: 'till',
      scopes: [
        'orders.write',
        'returns.write',
        'points.redeem',
        'vouchers.redeem',
        'vouchers.read',
      ],
    }),
  );
  return {
    shop,
    post: async (url, payload, key) => {
      const answer = await app.inject({
        method: 'POST',
        url,
        headers: { authorization: `Bearer ${secret}`, ...(key ? { 'idempotency-key': key } : {}) },
        payload,
      });
      return {
        status: answer.statusCode,
        body: answer.json(),
        replayed: answer.headers['idempotency-replayed'] === 'true',
      };
    },
  };
}

const at50 = <T>(work: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: 50 }, (_, i) => work(i)));

test.each([
  ['the same key', () => 'k'],
  ['a key each', (i: number) => `k${i}`],
  ['no key', () => undefined],
])(
  'one order posted 50 times at once with %s: one order, 50 consistent answers',
  async (_, keyOf) => {
    const { shop, post } = await till();
    const order = receipt();
    const answers = await at50((i) => post('/v1/orders', order, keyOf(i)));
    expect(new Set(answers.map((a) => a.status))).toEqual(new Set([200]));
    const told = answers.map(({ body: { status, tier, why, ...same } }) => JSON.stringify(same));
    expect(new Set(told).size).toBe(1);
    const fresh = answers.filter((a) => a.body.status === 'posted' && !a.replayed);
    expect(fresh.length).toBeGreaterThanOrEqual(1);
    if (keyOf(0) !== keyOf(1)) expect(fresh).toHaveLength(1);
    await expectVerified(db, shop);
  },
);

test('a key belongs to one request: another body is refused, a refusal does not use it up', async () => {
  const { shop, post } = await till();
  const order = receipt();
  expect(await post('/v1/orders', { ...order, store: 'nowhere' }, 'k')).toMatchObject({
    status: 422,
    body: { code: 'unknown_store' },
  });
  const first = await post('/v1/orders', order, 'k');
  expect(first).toMatchObject({ status: 200, replayed: false, body: { status: 'posted' } });
  const reordered = Object.fromEntries(Object.entries(order).reverse()) as OrderInput;
  expect(await post('/v1/orders', reordered, 'k')).toEqual({ ...first, replayed: true });
  expect(await post('/v1/orders', { ...order, total: 1 }, 'k')).toMatchObject({
    status: 422,
    body: { code: 'idempotency_key_reused' },
  });
  expect(await post('/v1/orders', order, 'k'.repeat(256))).toMatchObject({ status: 400 });
  await expectVerified(db, shop);
});

test('150 vouchers at once against a limit of 100: exactly 100, whether at the till or in an order', async () => {
  const { shop, post } = await till();
  const vouchers = await db.tx(shop, 'test', async (tx) => {
    const people = await resolveCustomers(
      tx,
      Array.from({ length: 150 }, (_, i) => ({ phone: `09030${String(i).padStart(5, '0')}` })),
    );
    return issueVouchers(
      tx,
      people.map((p) => ({
        campaign: campaign.key,
        customerId: 'id' in p ? p.id : '',
        issuedBy: 'test',
      })),
    );
  });
  const answers = await Promise.all(
    vouchers.map((v, i) => {
      const customer = { id: v.customerId as string };
      return i % 2 === 0
        ? post(`/v1/vouchers/${v.code}/redeem`, { customer, bill: 200_000, reference: `r${i}` })
        : post('/v1/orders', receipt({ customer, placedAt: NOW, redeem: { vouchers: [v.code] } }));
    }),
  );
  expect(answers.filter((a) => a.status === 200)).toHaveLength(100);
  for (const a of answers)
    if (a.status !== 200)
      expect(a).toMatchObject({ status: 409, body: { code: 'voucher_limit_reached' } });
  await expectVerified(db, shop);
});

test('20 tills spend a member’s whole balance at once, by redemption and by order: exactly one succeeds', async () => {
  const { shop, post } = await till();
  await db.tx(shop, 'test', (tx) => postOrders(tx, [receipt({ total: 1_000_000 })]));
  const customer = { phone: '0901000001' };
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      i % 2 === 0
        ? post('/v1/redemptions', { customer, points: 100, bill: 200_000, reference: `r${i}` })
        : post(
            '/v1/orders',
            receipt({
              customer,
              total: 200_000,
              redeem: { points: 100 },
              placedAt: '2026-11-21T02:00:00Z',
            }),
          ),
    ),
  );
  expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
  for (const a of answers)
    if (a.status !== 200)
      expect(a).toMatchObject({ status: 422, body: { code: 'insufficient_points' } });
  await expectVerified(db, shop);
});

test('using and undoing one voucher at once, over and over, never counts it twice', async () => {
  const { shop, post } = await till();
  const [voucher] = await db.tx(shop, 'test', async (tx) => {
    const [p] = await resolveCustomers(tx, [{ phone: '0901000001' }]);
    return issueVouchers(tx, [
      { campaign: campaign.key, customerId: p && 'id' in p ? p.id : '', issuedBy: 'test' },
    ]);
  });
  const customer = { phone: '0901000001' };
  const url = `/v1/vouchers/${voucher?.code}`;
  const answers = await at50((i) =>
    i % 2 === 0
      ? post(`${url}/redeem`, { customer, bill: 100_000, reference: 'one' })
      : post(`${url}/cancel`, { reference: 'one' }),
  );
  for (const a of answers) expect([200, 409]).toContain(a.status);
  await expectVerified(db, shop);
});
