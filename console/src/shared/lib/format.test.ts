import { describe, expect, it } from 'vitest';
import { formatPhone, formatter } from './format.ts';

const vietnam = { currency: 'VND', timeZone: 'Asia/Ho_Chi_Minh' };
/** Intl writes no-break spaces. */
const plain = (text: string) => text.replace(/\s/g, ' ');

describe('in Vietnamese', () => {
  const format = formatter('vi', vietnam);
  it('writes money without decimals and with dots', () => {
    expect(plain(format.money(1_234_567))).toBe('1.234.567 ₫');
  });
  it('writes dates by the day of the business, not of the reader', () => {
    expect(format.date('2026-11-21T18:30:00Z')).toBe('22/11/2026');
  });
  it('says how long ago in the nearest unit', () => {
    const now = new Date('2026-11-21T12:00:00Z');
    expect(format.ago('2026-11-18T11:00:00Z', now)).toBe('3 ngày trước');
    expect(format.ago('2026-11-21T11:59:40Z', now)).toBe('phút này');
  });
  it('says it in lower case, to stand inside a sentence', () => {
    const now = new Date('2026-11-21T12:00:00Z');
    expect(format.ago('2026-11-20T11:00:00Z', now)).toBe('hôm qua');
  });
  it('says how large a file is in the unit that fits', () => {
    expect(plain(format.fileSize(420))).toBe('1 kB');
    expect(plain(format.fileSize(81_000))).toBe('81 kB');
    expect(plain(format.fileSize(12_345_678))).toBe('12,3 MB');
  });
  it('has a dash for what is not known', () => {
    expect(format.money(null)).toBe('–');
    expect(format.date(undefined)).toBe('–');
  });
});

it('takes amounts in minor units of currencies that have some', () => {
  const format = formatter('en', { currency: 'USD', timeZone: 'America/New_York' });
  expect(plain(format.money(250_031_563))).toBe('US$2,500,315.63');
  expect(format.scale).toBe(100);
});

it('writes Vietnamese phone numbers the way people read them out', () => {
  expect(formatPhone('+84912345678')).toBe('0912 345 678');
  expect(formatPhone('+12025550123')).toBe('+12025550123');
  expect(formatPhone(null)).toBe('–');
});
