import type { Programme } from '@quen/contracts/programme.ts';
import type { Tenant } from '../../platform/db.ts';
import { currencyExponent } from '../../platform/money.ts';
import { localDate } from '../../platform/time.ts';

/**
 * What a business has before it configures anything: one point per 10.000 ₫ (or per 1 of a currency
 * with cents), expiring after 12 months, three tiers. Orders placed before today earn nothing, so
 * importing years of history makes no debt; the owner may set an earlier start before importing.
 */
export function starterProgramme(tenant: Tenant, now: Date): Programme {
  const vnd = currencyExponent(tenant.currency) === 0;
  const unit = vnd ? 10_000 : 10 ** currencyExponent(tenant.currency);
  return {
    schema: 1,
    name: { vi: 'Khách quen', en: 'Regulars' },
    startsOn: localDate(now, tenant.timeZone),
    wallets: [
      {
        key: 'points',
        name: { vi: 'Điểm thưởng', en: 'Points' },
        unit: { vi: 'điểm', en: 'points' },
        pendingDays: 0,
        expiry: { kind: 'months', months: 12 },
      },
    ],
    earnRules: [
      {
        key: 'base',
        name: { vi: 'Tích điểm mua hàng', en: 'Points for purchases' },
        wallet: 'points',
        status: 'live',
        when: null,
        per: unit,
        points: 1,
        rounding: 'down',
      },
    ],
    tiers: [
      {
        key: 'member',
        name: { vi: 'Thành viên', en: 'Member' },
        threshold: 0,
        keep: 0,
        benefits: [],
        colour: '#8a8178',
      },
      {
        key: 'silver',
        name: { vi: 'Bạc', en: 'Silver' },
        threshold: 200 * unit,
        keep: 150 * unit,
        benefits: [{ vi: 'Ưu đãi sinh nhật', en: 'Birthday treat' }],
        colour: '#7d8790',
      },
      {
        key: 'gold',
        name: { vi: 'Vàng', en: 'Gold' },
        threshold: 500 * unit,
        keep: 400 * unit,
        benefits: [
          { vi: 'Ưu đãi sinh nhật', en: 'Birthday treat' },
          { vi: 'Được mời dùng thử sản phẩm mới', en: 'Invited to try new products' },
        ],
        colour: '#b0832f',
      },
    ],
    redemption: {
      wallet: 'points',
      points: 1,
      value: unit / 20,
      minimum: 10,
      step: 1,
      maxSharePercent: 50,
    },
    vouchers: [],
    templates: [],
    journeys: [],
    guard: { quietFromHour: 21, quietToHour: 8, capMessages: 3, capDays: 7 },
    rfm: { windowDays: 365, dormantDays: 90, lostDays: 180 },
  };
}
