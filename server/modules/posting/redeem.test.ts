import { expect, test } from 'vitest';
import { businessWith, expectVerified, receipt, tenPercentOff } from '../../test/business.ts';
import { testDatabase } from '../../test/harness.ts';
import { salesOf, wordOf } from '../../test/sales.ts';
import { cancelCode } from '../rewards/index.ts';
import { postOrders } from './index.ts';
import { quoteBill } from './quote.ts';

const at = await testDatabase();
const { db, clock } = at;
const { post, sell, issue } = salesOf(at);
const NOW = clock.now().toISOString();
const bill = { bill: 250_000, items: 0, store: null, channel: 'store', points: 0 } as const;

test('a code written in two ways is one voucher, in a quote as in an order', async () => {
  const shop = await businessWith(db, () => ({ vouchers: [tenPercentOff] }));
  const customerId = (await sell(shop)).customerId as string;
  const code = await issue(shop, customerId);
  const vouchers = [code, code.toLowerCase(), `${code.slice(0, 4)}-${code.slice(4)}`];
  const quote = await db.tx(shop, 'test', (tx) =>
    quoteBill(tx, { ...bill, customer: { id: customerId }, vouchers }),
  );
  expect(quote.voucherDiscount).toBe(25_000);
  const [paid, neighbour] = await post(shop, [
    { placedAt: NOW, redeem: { vouchers } },
    { placedAt: NOW },
  ]);
  expect(paid).toMatchObject({ status: 'posted', voucherDiscount: 25_000 });
  expect(wordOf(neighbour)).toBe('posted');
  await expectVerified(db, shop);
});

test('a quote counts the vouchers before one against the limit of their campaign', async () => {
  const shop = await businessWith(db, () => ({ vouchers: [{ ...tenPercentOff, limitTotal: 1 }] }));
  const customerId = (await sell(shop)).customerId as string;
  const vouchers = [await issue(shop, customerId), await issue(shop, customerId)];
  const quote = await db.tx(shop, 'test', (tx) =>
    quoteBill(tx, { ...bill, customer: { id: customerId }, vouchers }),
  );
  expect(quote.vouchers.map((v) => v.refusal?.code)).toEqual([undefined, 'voucher_limit_reached']);
  const [order] = await post(shop, [{ placedAt: NOW, redeem: { vouchers } }]);
  expect(wordOf(order)).toBe('voucher_limit_reached');
});

test('the voucher of an order cannot be taken away from under it', async () => {
  const shop = await businessWith(db, () => ({ vouchers: [tenPercentOff] }));
  const code = await issue(shop, (await sell(shop)).customerId as string);
  await sell(shop, { externalId: 'V1', placedAt: NOW, redeem: { vouchers: [code] } });
  await expect(db.tx(shop, 'test', (tx) => cancelCode(tx, code, 'V1'))).rejects.toMatchObject({
    code: 'voucher_of_order',
  });
  const [second] = await post(shop, [{ placedAt: NOW, redeem: { vouchers: [code] } }]);
  expect(wordOf(second)).toBe('voucher_already_redeemed');
  await expectVerified(db, shop);
});

test('a sale to nobody is posted and quoted, also where rules ask of the customer', async () => {
  const when = { field: 'customer.orders', op: 'gte', value: 2 } as const;
  const shop = await businessWith(db, ({ earnRules: [rule] }) => ({
    earnRules: rule ? [rule, { ...rule, key: 'regulars', when }] : [],
  }));
  const { customer: _, ...walkIn } = receipt();
  const outcomes = await db.tx(shop, 'test', (tx) => postOrders(tx, [walkIn, receipt()]));
  expect(outcomes.map(wordOf)).toEqual(['posted', 'posted']);
  expect(outcomes[0]).toMatchObject({
    pointsEarned: 0,
    traces: [{ outcome: 'no_customer' }, { outcome: 'no_customer' }],
  });
  const quote = await db.tx(shop, 'test', (tx) => quoteBill(tx, { ...bill, vouchers: [] }));
  expect(quote).toMatchObject({ total: 250_000, earns: { points: 0 } });
});

test('characters that are no text are refused, each for its own order', async () => {
  const shop = await businessWith(db);
  await sell(shop, { total: 1_000_000, placedAt: '2026-11-19T05:00:00Z' });
  const outcomes = await post(shop, [
    { lines: [{ sku: 'A\u0000', name: 'A', quantity: 1, unitPrice: 250_000 }] },
    { externalId: 'x\u0000y' },
    { externalId: 'x\ud800', redeem: { points: 10 } },
    { store: '\u0000' },
    { redeem: { vouchers: ['\u0000'] } },
    {},
  ]);
  expect(outcomes.map(wordOf)).toEqual([...Array(5).fill('invalid_input'), 'posted']);
  await expectVerified(db, shop);
});
