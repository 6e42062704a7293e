import { winBack } from '@quen/contracts/plays.ts';
import type { Programme, VoucherCampaign } from '@quen/contracts/programme.ts';

/** The voucher that every customer with a known birthday gets at the beginning of that month. */
export const BIRTHDAY = 'birthday';

const birthday: VoucherCampaign = {
  key: BIRTHDAY,
  name: { vi: 'Quà sinh nhật: giảm 20%', en: 'Birthday treat: 20% off' },
  discount: { kind: 'percent', percent: 20, cap: 80_000 },
  minBill: 50_000,
  when: null,
  validFrom: null,
  validUntil: null,
  validDays: 31,
  limitTotal: null,
  limitPerCustomer: null,
  stacking: 'alone',
};

/** What Hiên Mộc opened its programme with. */
export const firstProgramme: Programme = {
  schema: 1,
  name: { vi: 'Khách quen Hiên Mộc', en: 'Regulars of Hiên Mộc' },
  startsOn: null,
  wallets: [
    {
      key: 'points',
      name: { vi: 'Điểm Mộc', en: 'Mộc points' },
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
      per: 10_000,
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
      benefits: [{ vi: 'Tích 1 điểm cho mỗi 10.000 ₫', en: '1 point per 10,000 ₫' }],
      colour: '#8a7a6d',
    },
    {
      key: 'silver',
      name: { vi: 'Bạc', en: 'Silver' },
      threshold: 1_500_000,
      keep: 1_000_000,
      benefits: [
        { vi: 'Thêm size miễn phí vào thứ Ba', en: 'Free size upgrade on Tuesdays' },
        { vi: 'Quà sinh nhật giảm 20%', en: '20% off in the month of your birthday' },
      ],
      colour: '#76828c',
    },
    {
      key: 'gold',
      name: { vi: 'Vàng', en: 'Gold' },
      threshold: 3_000_000,
      keep: 2_200_000,
      benefits: [
        { vi: 'Giữ bàn cuối tuần', en: 'A table kept on weekends' },
        { vi: 'Dùng thử sản phẩm mới trước hai tuần', en: 'New products two weeks early' },
        { vi: 'Soi da miễn phí mỗi quý', en: 'A free skin check each quarter' },
      ],
      colour: '#b0832f',
    },
    {
      key: 'diamond',
      name: { vi: 'Kim cương', en: 'Diamond' },
      threshold: 6_000_000,
      keep: 4_500_000,
      benefits: [
        { vi: 'Giao hàng miễn phí không giới hạn', en: 'Free delivery without limit' },
        { vi: 'Người chăm sóc riêng qua Zalo', en: 'A personal adviser on Zalo' },
        { vi: 'Vé mời workshop pha chế và chăm da', en: 'Invitations to our workshops' },
      ],
      colour: '#3f7f8c',
    },
  ],
  redemption: {
    wallet: 'points',
    points: 1,
    value: 500,
    minimum: 20,
    step: 10,
    maxSharePercent: 50,
  },
  vouchers: [birthday],
  templates: [],
  journeys: [],
  guard: { quietFromHour: 21, quietToHour: 8, capMessages: 2, capDays: 7 },
  rfm: { windowDays: 365, dormantDays: 90, lostDays: 180 },
};

/** What it became half a year ago: letters to those who stay away. */
export const secondProgramme: Programme = {
  ...firstProgramme,
  vouchers: [birthday, ...winBack.vouchers],
  templates: winBack.templates,
  journeys: [winBack.journey],
};
