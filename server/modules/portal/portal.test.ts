import type { Programme } from '@quen/contracts/programme.ts';
import { describe, expect, it } from 'vitest';
import type { Tenant } from '../../platform/db.ts';
import { businessWith, receipt, tenPercentOff } from '../../test/business.ts';
import { testDatabase } from '../../test/harness.ts';
import { changeCustomer, consentHistory } from '../customers/index.ts';
import { postOrders } from '../posting/index.ts';
import { issueVouchers } from '../rewards/index.ts';
import { memberHistory } from './history.ts';
import { memberHome } from './home.ts';
import { chooseConsent, memberProfile } from './profile.ts';
import { shopCard } from './shop.ts';
import { memberVouchers } from './vouchers.ts';

const { db, clock } = await testDatabase();
const start = clock.now();

const gift: Programme['vouchers'][number] = {
  ...tenPercentOff,
  key: 'gift',
  name: { vi: 'Quà cho khách quen', en: 'A gift for regulars' },
  discount: { kind: 'amount', amount: 30_000 },
  minBill: 100_000,
  stacking: 'alone',
};

const shop = (change: (p: Programme) => Partial<Programme> = () => ({})) => {
  clock.set(start);
  return businessWith(db, (p) => ({ vouchers: [gift], ...change(p) }));
};

/** Posts one order as changed; the customer it belongs to. */
async function buy(tenant: Tenant, change: Parameters<typeof receipt>[0] = {}): Promise<string> {
  const [outcome] = await db.tx(tenant, 'test', (tx) => postOrders(tx, [receipt(change)]));
  if (outcome?.status !== 'posted') throw new Error(`not posted: ${JSON.stringify(outcome)}`);
  return outcome.customerId as string;
}

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll('\u00a0', ' '));

describe('home', () => {
  it('tells card, points, next expiry, tier and the way to the next one', async () => {
    const tenant = await shop();
    const id = await buy(tenant, { total: 4_580_000, placedAt: '2025-12-31T05:00:00Z' });
    await db.tx(tenant, 'test', (tx) =>
      changeCustomer(tx, id, { fullName: 'Đặng Thị Ngọc Ánh', gender: 'female' }),
    );
    const home = plain(await db.snapshot(tenant, 'test', (tx) => memberHome(tx, id)));
    expect(home).toMatchObject({
      firstName: 'Ánh',
      greeting: { vi: 'chị Ánh', en: 'Ánh' },
      tier: { key: 'silver', since: '2025-12-31T05:00:00.000Z' },
      next: {
        tier: { key: 'gold' },
        missing: 420_000,
        by: '2026-12-31T05:00:00.000Z',
        sentence: { vi: 'Còn 420.000 ₫ nữa trước 31/12 để lên hạng Vàng' },
      },
      keep: { missing: 1_500_000, by: '2026-12-31T05:00:00.000Z' },
      wallet: {
        balance: 458,
        usable: 458,
        pending: 0,
        pendingUntil: null,
        worth: 229_000,
        nextExpiry: { at: '2026-12-31T17:00:00.000Z', amount: 458 },
      },
      vouchers: { usable: 0, first: null },
    });
    expect(home.card.code).toMatch(/^9\d{12}$/);
    expect(home.card.payload).toBe(home.card.code);
    expect(home.next?.ratio).toBeCloseTo(4_580 / 5_000);
  });

  it('tells what is still pending and from when it can be used', async () => {
    const tenant = await shop(({ wallets }) => ({
      wallets: wallets.map((wallet) => ({ ...wallet, pendingDays: 3 })),
    }));
    const id = await buy(tenant, { total: 250_000, placedAt: '2026-11-20T05:00:00Z' });
    const { wallet } = await db.snapshot(tenant, 'test', (tx) => memberHome(tx, id));
    expect(wallet).toMatchObject({ balance: 25, usable: 0, pending: 25, worth: null });
    expect(wallet?.pendingUntil?.slice(0, 10)).toMatch(/2026-11-2[23]/);
  });

  it('names the voucher that ends first', async () => {
    const tenant = await shop();
    const id = await buy(tenant);
    await db.tx(tenant, 'test', (tx) =>
      issueVouchers(tx, [{ campaign: 'gift', customerId: id, issuedBy: 'test' }]),
    );
    const { vouchers } = plain(await db.snapshot(tenant, 'test', (tx) => memberHome(tx, id)));
    expect(vouchers).toMatchObject({ usable: 1, first: { title: { vi: 'Giảm 30.000 ₫' } } });
  });
});

describe('history', () => {
  it('shows purchases with their points and the reason, page by page, missing and repeating none', async () => {
    const tenant = await shop();
    let id = '';
    for (let day = 1; day <= 7; day++) {
      id = await buy(tenant, { placedAt: `2026-11-0${day}T05:00:00Z`, total: day * 100_000 });
    }
    const seen: string[] = [];
    const kinds: string[] = [];
    for (let cursor: string | undefined, pages = 0; pages < 10; pages++) {
      const page = plain(
        await db.snapshot(tenant, 'test', (tx) => memberHistory(tx, id, { cursor, limit: 3 })),
      );
      seen.push(...page.items.map((item) => item.id));
      kinds.push(...page.items.map((item) => item.kind));
      const bought = page.items.find((item) => item.kind === 'order');
      expect(bought?.moves[0]?.why.vi).toContain('cứ 10.000 ₫ được 1 điểm');
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(kinds.filter((kind) => kind === 'order')).toHaveLength(7);
    expect(kinds).toContain('tier');
  });

  it('never shows what belongs to somebody else', async () => {
    const tenant = await shop();
    await buy(tenant);
    const other = await buy(tenant, { customer: { phone: '0901000002' }, total: 90_000 });
    const { items } = await db.snapshot(tenant, 'test', (tx) =>
      memberHistory(tx, other, { limit: 20 }),
    );
    const orders = items.filter((item) => item.kind === 'order');
    expect(orders.map((item) => item.order?.total)).toEqual([90_000]);
  });
});

describe('vouchers', () => {
  it('sorts them into usable, used and expired, with conditions in words', async () => {
    const tenant = await shop();
    const id = await buy(tenant);
    const [spent, kept] = await db.tx(tenant, 'test', async (tx) => [
      ...(await issueVouchers(tx, [{ campaign: 'gift', customerId: id, issuedBy: 'test' }])),
      ...(await issueVouchers(tx, [{ campaign: 'gift', customerId: id, issuedBy: 'test' }])),
    ]);
    await buy(tenant, {
      placedAt: start.toISOString(),
      redeem: { vouchers: [spent?.code as string] },
    });
    const now = plain(await db.snapshot(tenant, 'test', (tx) => memberVouchers(tx, id)));
    expect(now.usable).toMatchObject([
      {
        id: kept?.id,
        state: 'usable',
        worth: { vi: 'Giảm 30.000 ₫' },
        conditions: [{ vi: 'Hóa đơn từ 100.000 ₫' }, { vi: 'Không dùng chung với voucher khác' }],
      },
    ]);
    expect(now.used).toMatchObject([{ id: spent?.id, state: 'used', saved: 30_000 }]);
    clock.advance(31 * 86_400_000);
    const later = await db.snapshot(tenant, 'test', (tx) => memberVouchers(tx, id));
    expect(later.usable).toEqual([]);
    expect(later.expired.map((voucher) => voucher.id)).toEqual([kept?.id]);
  });
});

describe('profile', () => {
  it('takes silence for no consent, and keeps the proof of a yes', async () => {
    const tenant = await shop();
    const id = await buy(tenant);
    const before = await db.snapshot(tenant, 'test', (tx) => memberProfile(tx, id));
    expect(before.consents.every((consent) => !consent.granted && consent.at === null)).toBe(true);
    const choice = { channel: 'zalo', purpose: 'marketing', granted: true } as const;
    const after = await db.tx(tenant, `member:${id}`, (tx) =>
      chooseConsent(tx, id, choice, { ip: '192.0.2.1', userAgent: 'Phone' }),
    );
    expect(after.consents.filter((consent) => consent.granted)).toMatchObject([choice]);
    const [row] = await db.snapshot(tenant, 'test', (tx) => consentHistory(tx, id));
    expect(row).toMatchObject({ method: 'portal', textVersion: 'portal-1', actor: `member:${id}` });
  });
});

describe('shop card', () => {
  it('invites with the programme in words', async () => {
    const tenant = await shop();
    const card = plain(await db.snapshot(tenant, 'anonymous', shopCard));
    expect(card).toMatchObject({ slug: tenant.slug, currency: 'VND', locale: 'vi' });
    expect(card.programme?.earning[0]?.vi).toBe('Mỗi 10.000 ₫ chi tiêu được 1 điểm');
    expect(card.programme?.tiers.map((tier) => tier.key)).toEqual(['member', 'silver', 'gold']);
  });
});
