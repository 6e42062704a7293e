import type { Programme, VoucherCampaign } from '@quen/contracts/programme.ts';
import { describe, expect, it } from 'vitest';
import { starterProgramme } from '../programme/index.ts';
import { firstNameOf, greetingOf } from './names.ts';
import { keepSentence, nextSentence } from './progress-words.ts';
import {
  programmeInWords,
  tierEntry,
  type Voice,
  voucherConditions,
  voucherWorth,
} from './words.ts';

const tenant = {
  id: 1,
  slug: 'shop',
  name: 'Shop',
  currency: 'VND',
  timeZone: 'Asia/Ho_Chi_Minh',
  locale: 'vi',
} as const;
const now = new Date('2026-11-21T03:00:00Z');
const starter: Programme = starterProgramme(tenant, now);
const voice: Voice = {
  currency: 'VND',
  describe: (_condition, locale) => (locale === 'vi' ? 'Khi đơn từ 14 giờ' : 'When after 2 pm'),
};
/** Amounts carry a no-break space before their sign; here it reads as any space. */
const plain = (text: unknown) => JSON.parse(JSON.stringify(text).replaceAll('\u00a0', ' '));

describe('names', () => {
  it('calls a person by the last word of their name', () => {
    expect(firstNameOf('Đặng Thị Ngọc Ánh')).toBe('Ánh');
    expect(firstNameOf('  Minh ')).toBe('Minh');
    expect(firstNameOf(null)).toBe('');
  });

  it("greets by the shop's salutation, else by gender, else as a friend", () => {
    const person = { fullName: 'Đặng Ngọc Ánh', salutation: null, gender: null };
    expect(greetingOf({ ...person, salutation: 'Cô', gender: 'female' }).vi).toBe('cô Ánh');
    expect(greetingOf({ ...person, gender: 'female' }).vi).toBe('chị Ánh');
    expect(greetingOf(person)).toEqual({ vi: 'bạn Ánh', en: 'Ánh' });
    expect(greetingOf({ ...person, fullName: null })).toEqual({ vi: 'bạn', en: '' });
  });
});

describe('programme in words', () => {
  it('says how points are earned, spent and how long they last', () => {
    expect(plain(programmeInWords(starter, voice))).toEqual({
      earning: [
        { vi: 'Mỗi 10.000 ₫ chi tiêu được 1 điểm', en: 'Every ₫10,000 spent earns 1 point' },
      ],
      spending: {
        vi: '1 điểm giảm 500 ₫; mỗi lần dùng từ 10 điểm, nhiều nhất 50% hóa đơn',
        en: '1 point takes ₫500 off; from 10 points at a time, up to 50% of the bill',
      },
      lasting: {
        vi: 'Điểm hết hạn vào cuối tháng thứ 12 sau khi tích',
        en: 'Points expire at the end of the month, 12 months after they are earned',
      },
    });
  });

  it('leaves paused rules out and names the condition of the others', () => {
    const [rule] = starter.earnRules;
    if (!rule) throw new Error('the starter has a rule');
    const when = { field: 'order.hour', op: 'gte' as const, value: 14 };
    const rules = [
      { ...rule, when },
      { ...rule, key: 'off', status: 'paused' as const },
    ];
    const { earning } = programmeInWords({ ...starter, earnRules: rules }, voice);
    expect(plain(earning)).toEqual([
      {
        vi: 'Mỗi 10.000 ₫ chi tiêu được 1 điểm (khi đơn từ 14 giờ)',
        en: 'Every ₫10,000 spent earns 1 point (when after 2 pm)',
      },
    ]);
  });

  it('says what a tier takes', () => {
    const entries = starter.tiers.map((tier) => plain(tierEntry(tier, 'VND')).vi);
    expect(entries).toEqual([
      'Ngay khi tham gia',
      'Chi tiêu từ 2.000.000 ₫ trong 12 tháng',
      'Chi tiêu từ 5.000.000 ₫ trong 12 tháng',
    ]);
  });
});

describe('vouchers in words', () => {
  const campaign: VoucherCampaign = {
    key: 'v',
    name: { vi: 'Quà', en: 'Gift' },
    discount: { kind: 'percent', percent: 20, cap: 50_000 },
    minBill: 100_000,
    when: { field: 'order.hour', op: 'gte', value: 14 },
    validFrom: null,
    validUntil: null,
    validDays: 30,
    limitTotal: null,
    limitPerCustomer: null,
    stacking: 'alone',
  };

  it('says its worth and every condition', () => {
    expect(plain(voucherWorth(campaign, 'VND')).vi).toBe('Giảm 20%, tối đa 50.000 ₫');
    const amount = { ...campaign, discount: { kind: 'amount' as const, amount: 1_177 } };
    expect(voucherWorth(amount, 'USD').en).toBe('$11.77 off');
    expect(plain(voucherConditions(campaign, voice)).map((c: { vi: string }) => c.vi)).toEqual([
      'Hóa đơn từ 100.000 ₫',
      'Khi đơn từ 14 giờ',
      'Không dùng chung với voucher khác',
    ]);
  });
});

describe('tier progress in words', () => {
  const gold = starter.tiers[2] as Programme['tiers'][number];
  const at = (iso: string) => new Date(iso).getTime();

  it('names the day this year without the year, and another with it', () => {
    const setting = { now, tenant };
    const next = { missing: 420_000, by: at('2026-12-30T17:00:00Z') };
    expect(plain(nextSentence(setting, gold, next))).toEqual({
      vi: 'Còn 420.000 ₫ nữa trước 31/12 để lên hạng Vàng',
      en: '₫420,000 more before 31/12 to reach Gold',
    });
    const later = { ...next, by: at('2027-02-05T03:00:00Z') };
    expect(nextSentence(setting, gold, later).vi).toContain('trước 05/02/2027');
    expect(plain(nextSentence(setting, gold, { ...next, by: null })).vi).toBe(
      'Còn 420.000 ₫ nữa để lên hạng Vàng',
    );
  });

  it('promises the tier that the next purchase alone brings', () => {
    const [member] = starter.tiers;
    expect(nextSentence({ now, tenant }, member as typeof gold, { missing: 0, by: null })).toEqual({
      vi: 'Hóa đơn tới đưa bạn lên hạng Thành viên',
      en: 'Your next purchase brings you to Member',
    });
  });

  it('says what keeps a tier, and when it is safe', () => {
    const setting = { now, tenant };
    const by = at('2027-02-05T03:00:00Z');
    expect(plain(keepSentence(setting, gold, { missing: 100_000, by })).vi).toBe(
      'Để giữ hạng Vàng, mua thêm 100.000 ₫ trước kỳ xét 05/02/2027.',
    );
    expect(keepSentence(setting, gold, { missing: 0, by }).vi).toBe(
      'Bạn đã mua đủ để giữ hạng Vàng ở kỳ xét 05/02/2027.',
    );
  });
});
