import { describe, expect, it } from 'vitest';
import { displayPhone, normalisePhone } from './phone.ts';

describe('normalisePhone', () => {
  it.each([
    ['0912345678', '+84912345678'],
    ['84912345678', '+84912345678'],
    ['+84912345678', '+84912345678'],
    ['0084912345678', '+84912345678'],
    ['+84 (0) 912 345 678', '+84912345678'],
    ['+840912345678', '+84912345678'],
    ['0912.345.678', '+84912345678'],
    ['0912-345-678', '+84912345678'],
    ['\u00a00912\u00a0345\u00a0678 ', '+84912345678'],
    ["'0912345678", '+84912345678'],
    ['０９１２３４５６７８', '+84912345678'],
    // a spreadsheet took the zero
    ['912345678', '+84912345678'],
    ['842345678', '+84842345678'],
    ['1621234567', '+84321234567'],
    // landlines of Hà Nội and Đà Nẵng
    ['024 3825 1234', '+842438251234'],
    ['0236 3822 123', '+842363822123'],
    // other countries
    ['+1 415 555 2671', '+14155552671'],
    ['0033 1 42 68 53 00', '+33142685300'],
  ])('%s → %s', (text, expected) => {
    expect(normalisePhone(text)).toBe(expected);
  });

  it.each([
    ['0162', '032'],
    ['0163', '033'],
    ['0164', '034'],
    ['0165', '035'],
    ['0166', '036'],
    ['0167', '037'],
    ['0168', '038'],
    ['0169', '039'],
    ['0120', '070'],
    ['0121', '079'],
    ['0122', '077'],
    ['0126', '076'],
    ['0128', '078'],
    ['0123', '083'],
    ['0124', '084'],
    ['0125', '085'],
    ['0127', '081'],
    ['0129', '082'],
    ['0186', '056'],
    ['0188', '058'],
    ['0199', '059'],
  ])('gives numbers of %s their prefix of 2018, %s', (before, after) => {
    expect(normalisePhone(`${before}1234567`)).toBe(`+84${after.slice(1)}1234567`);
    expect(normalisePhone(`+84${before.slice(1)}1234567`)).toBe(`+84${after.slice(1)}1234567`);
  });

  it.each([
    '',
    'abc',
    '09123',
    '091234567890',
    '0112345678',
    '9.12346E+08',
    '0912345678 / 0987654321',
    '+84',
    '19001234',
    '+999 123 456 789',
  ])('refuses "%s"', (text) => {
    expect(normalisePhone(text)).toBeUndefined();
  });

  it('leaves what it made as it is', () => {
    for (const phone of ['+84912345678', '+842438251234', '+14155552671']) {
      expect(normalisePhone(phone)).toBe(phone);
    }
  });

  it('reads a bare number by the country it is told', () => {
    expect(normalisePhone('(415) 555-2671', 'US')).toBe('+14155552671');
  });
});

describe('displayPhone', () => {
  it('groups mobile numbers and leaves foreign ones', () => {
    expect(displayPhone('+84912345678')).toBe('0912 345 678');
    expect(displayPhone('+14155552671')).toBe('+14155552671');
  });
});
