import type { VoucherCampaign } from '@quen/contracts/programme.ts';
import { expect, test } from 'vitest';
import { sql, type Tenant } from '../../platform/db.ts';
import { businessWith, expectVerified, receipt } from '../../test/business.ts';
import { testDatabase } from '../../test/harness.ts';
import { resolveCustomers } from '../customers/index.ts';
import { postOrders } from '../posting/index.ts';
import { issueVouchers, redeemCode, type Voucher } from './index.ts';

const { db, clock } = await testDatabase();
const now = () => db.clock.now();

const campaign = (change: Partial<VoucherCampaign> = {}): VoucherCampaign => ({
  key: 'back',
  name: { vi: 'Mời bạn quay lại', en: 'Come back' },
  discount: { kind: 'percent', percent: 20, cap: 50_000 },
  minBill: 100_000,
  when: null,
  validFrom: null,
  validUntil: null,
  validDays: 14,
  limitTotal: null,
  limitPerCustomer: null,
  stacking: 'alone',
  ...change,
});

const shopWith = (change: Partial<VoucherCampaign> = {}) =>
  businessWith(db, () => ({ vouchers: [campaign(change)] }));

async function members(shop: Tenant, count: number): Promise<string[]> {
  const found = await db.tx(shop, 'test', (tx) =>
    resolveCustomers(
      tx,
      Array.from({ length: count }, (_, i) => ({ phone: `09010${String(i).padStart(5, '0')}` })),
    ),
  );
  return found.map((f) => ('id' in f ? f.id : ''));
}

const issue = (shop: Tenant, customerIds: readonly string[]): Promise<Voucher[]> =>
  db.tx(shop, 'test', (tx) =>
    issueVouchers(
      tx,
      customerIds.map((customerId) => ({ campaign: 'back', customerId, issuedBy: 'test' })),
    ),
  );

const redeem = (
  shop: Tenant,
  v: Voucher,
  change: { bill?: number; reference?: string; customerId?: string | null } = {},
) =>
  db.tx(shop, 'test', (tx) => {
    const bill = change.bill ?? 200_000;
    return redeemCode(
      tx,
      v.code,
      {
        bill,
        left: bill,
        customerId: change.customerId === undefined ? v.customerId : change.customerId,
        at: now(),
        facts: () => ({}),
        sentences: () => ({ vi: '', en: '' }),
        applied: [],
      },
      change.reference ?? `R-${v.code}`,
    );
  });

test('20 rounds of 150 redemptions at once against a limit of 100: exactly 100 each time', async () => {
  const shop = await shopWith({ limitTotal: 100 });
  const customers = await members(shop, 150);
  const vouchers = await issue(shop, customers);
  for (let round = 0; round < 20; round++) {
    await db.tx(shop, 'test', async (tx) => {
      await tx.run(sql`update vouchers set state = 'active'`);
      await tx.run(
        sql`update voucher_redemptions set cancelled_at = ${tx.now} where cancelled_at is null`,
      );
      await tx.run(sql`update voucher_campaigns set redeemed = 0`);
      await tx.run(sql`update voucher_usage set redeemed = 0`);
    });
    const results = await Promise.allSettled(
      vouchers.map((v) => redeem(shop, v, { reference: `${round}` })),
    );
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(100);
    for (const r of results) {
      if (r.status === 'rejected')
        expect(r.reason).toMatchObject({ code: 'voucher_limit_reached' });
    }
  }
  await expectVerified(db, shop);
});

test('one voucher, 50 tills at once: one discount', async () => {
  const shop = await shopWith();
  const [voucher] = await issue(shop, await members(shop, 1));
  const results = await Promise.allSettled(
    Array.from({ length: 50 }, (_, i) =>
      redeem(shop, voucher as Voucher, { reference: `till ${i}` }),
    ),
  );
  expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
  await expectVerified(db, shop);
});

test('the same receipt again is a repeat, not a second use', async () => {
  const shop = await shopWith();
  const [voucher] = await issue(shop, await members(shop, 1));
  expect(await redeem(shop, voucher as Voucher)).toMatchObject({
    discount: 40_000,
    repeated: false,
  });
  expect(await redeem(shop, voucher as Voucher)).toMatchObject({
    discount: 40_000,
    repeated: true,
  });
  await expect(redeem(shop, voucher as Voucher, { reference: 'other' })).rejects.toMatchObject({
    code: 'voucher_already_redeemed',
  });
});

test('every refusal names its reason and changes nothing', async () => {
  const shop = await shopWith({ limitPerCustomer: 1, validFrom: '2026-11-22T00:00:00Z' });
  const [a, b] = await members(shop, 2);
  const [first, second] = await issue(shop, [a as string, a as string]);
  const v = first as Voucher;
  await expect(redeem(shop, v)).rejects.toMatchObject({ code: 'voucher_not_yet_valid' });
  clock.set('2026-11-23T03:00:00Z');
  await expect(redeem(shop, v, { bill: 99_999 })).rejects.toMatchObject({
    code: 'voucher_bill_too_small',
    details: { missing: expect.stringMatching(/^1\s₫$/) },
  });
  await expect(redeem(shop, v, { customerId: b as string })).rejects.toMatchObject({
    code: 'voucher_other_customer',
  });
  await expect(redeem(shop, v, { customerId: null })).rejects.toMatchObject({
    code: 'customer_required',
  });
  await redeem(shop, v);
  await expect(redeem(shop, second as Voucher)).rejects.toMatchObject({
    code: 'voucher_customer_limit_reached',
  });
  clock.set('2026-12-06T03:00:00Z');
  await expect(redeem(shop, second as Voucher)).rejects.toMatchObject({ code: 'voucher_expired' });
  await expectVerified(db, shop);
  clock.set('2026-11-21T03:00:00Z');
});

test('one voucher for a cause, however often it is asked for', async () => {
  const shop = await shopWith();
  const [customerId] = await members(shop, 1);
  const causeId = '01990000-0000-7000-8000-000000000001';
  const ask = () =>
    db.tx(shop, 'test', (tx) =>
      issueVouchers(tx, [
        { campaign: 'back', customerId: customerId as string, issuedBy: 'journey:x', causeId },
      ]),
    );
  const [[one], [two]] = [await ask(), await ask()];
  expect(one?.code).toBe(two?.code);
  expect(one?.code).toMatch(/^[2-9A-HJ-NP-Z]{12}$/);
});

test('an order with a voucher and points posts all of it or none', async () => {
  const shop = await shopWith();
  await db.tx(shop, 'test', (tx) =>
    postOrders(tx, [receipt({ customer: { phone: '0901000000' }, total: 1_000_000 })]),
  );
  const [customerId] = await members(shop, 1);
  const [voucher] = await issue(shop, [customerId as string]);
  const code = voucher?.code as string;
  const post = (redeemed: object) =>
    db.tx(
      shop,
      'test',
      async (tx) =>
        (
          await postOrders(tx, [
            receipt({
              placedAt: now().toISOString(),
              customer: { id: customerId as string },
              total: 300_000,
              redeem: redeemed,
            }),
          ])
        )[0],
    );
  // More points than held: the voucher must stay usable.
  expect(await post({ vouchers: [code], points: 101 })).toMatchObject({
    status: 'rejected',
    error: { code: 'insufficient_points' },
  });
  expect(
    await post({ vouchers: [`${code.slice(0, 4)}-${code.slice(4).toLowerCase()}`], points: 100 }),
  ).toMatchObject({
    status: 'posted',
    voucherDiscount: 50_000,
    pointsDiscount: 50_000,
    total: 200_000,
    pointsEarned: 20,
  });
  await expectVerified(db, shop);
});
