import { winBack } from '@quen/contracts/plays.ts';
import { expect, test } from 'vitest';
import { firstNameOf, type Reader, readableCode, templateData } from './variables.ts';

const reader: Reader = {
  fullName: 'Đặng Thị Ngọc Ánh',
  salutation: 'Chị',
  locale: 'vi',
  points: 1_250,
  tier: 'gold',
};
const setting = {
  tenant: { name: 'Tiệm Gió', currency: 'VND', timeZone: 'Asia/Ho_Chi_Minh' },
  programme: {
    tiers: [{ key: 'gold', name: { vi: 'Vàng', en: 'Gold' } }],
    vouchers: winBack.vouchers,
  } as never,
  links: { portal: 'https://quen.example/portal/gio', unsubscribe: 'https://quen.example/m/u/x' },
};
const voucher = {
  code: 'K7QM2WXD9HPA',
  campaign: 'win-back',
  // Midnight after 21 December in Ho Chi Minh City.
  validUntil: new Date('2026-12-21T17:00:00Z'),
};
const customer = (change: Partial<Reader>) =>
  templateData({ ...reader, ...change }, setting, undefined).customer as Record<string, unknown>;

test('people are called by their last name word, with the salutation they have', () => {
  expect(firstNameOf('Đặng Thị Ngọc Ánh')).toBe('Ánh');
  expect(firstNameOf('  Mai ')).toBe('Mai');
  expect(firstNameOf(null)).toBe('');
  expect(customer({})).toMatchObject({ greeting: 'chị Ánh', pronoun: 'chị', tier: 'Vàng' });
  expect(customer({ salutation: null })).toMatchObject({ greeting: 'bạn Ánh', pronoun: 'bạn' });
  expect(customer({ fullName: null })).toMatchObject({ greeting: 'chị', firstName: '' });
  expect(customer({ fullName: null, salutation: null })).toMatchObject({ greeting: 'bạn' });
  expect(customer({ locale: 'en' })).toMatchObject({ greeting: 'Ánh', tier: 'Gold' });
  expect(customer({ locale: 'en', fullName: null })).toMatchObject({ greeting: 'there' });
});

test('a voucher shows a code to read out and the last day it holds', () => {
  expect(readableCode('K7QM2WXD9HPA')).toBe('K7QM-2WXD-9HPA');
  expect(readableCode('ABCDEF')).toBe('ABCD-EF');
  const of = (locale: 'vi' | 'en') =>
    templateData({ ...reader, locale }, setting, voucher).voucher as Record<string, unknown>;
  expect(of('vi')).toEqual({
    code: 'K7QM-2WXD-9HPA',
    name: 'Giảm 15% mừng ngày gặp lại',
    validUntil: '21/12/2026',
  });
  expect(of('en')).toMatchObject({ validUntil: '21 December 2026' });
});

test('without a voucher there is none to print', () => {
  expect(templateData(reader, setting, undefined)).not.toHaveProperty('voucher');
});
