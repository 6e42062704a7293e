import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMoney } from '../../../platform/money.ts';
import { decideMark, readAmount, weighMarks } from './amounts.ts';
import { DateReader, decideOrder, readBirthday, weighOrder } from './dates.ts';

describe('readAmount', () => {
  it.each([
    ['1.234.567', 1_234_567],
    ['1,234,567', 1_234_567],
    ['1.234.567 ₫', 1_234_567],
    ['1.234.567đ', 1_234_567],
    ['150000 VNĐ', 150_000],
    ['150000.00', 150_000],
    ['150.000,00', 150_000],
    ['12.500', 12_500],
    ['50k', 50_000],
    ['1tr', 1_000_000],
    ['1tr5', 1_500_000],
    ['2tr350', 2_350_000],
    ['1,5 triệu', 1_500_000],
    ['50 nghìn', 50_000],
    ['1 tỷ 2', 1_200_000_000],
    [' 0 ', 0],
    [1_234_567, 1_234_567],
  ])('reads %s as dong', (text, amount) => {
    expect(readAmount(text, 'comma', 'VND')).toEqual({ amount });
  });

  it.each([
    ['1,234,567.89', 123_456_789],
    ['11.77', 1177],
    ['$11.7', 1170],
    ['US$ 1,000', 100_000],
    ['12', 1200],
    [11.77, 1177],
    [2500315.63, 250_031_563],
  ])('reads %s as dollars', (text, amount) => {
    expect(readAmount(text, 'dot', 'USD')).toEqual({ amount });
  });

  it('reads European dollars by their column', () => {
    expect(readAmount('1.234,56', 'comma', 'USD')).toEqual({ amount: 123_456 });
    expect(readAmount('12,5', 'comma', 'USD')).toEqual({ amount: 1250 });
  });

  it.each([
    ['-50000', 'amount_negative'],
    ['(50.000)', 'amount_negative'],
    ['50000-', 'amount_negative'],
    [-1, 'amount_negative'],
    ['1,23457E+11', 'scientific_notation'],
    ['1.2E+06', 'scientific_notation'],
    ['12,5', 'amount_fraction'],
    [12.5, 'amount_fraction'],
    ['$50', 'unknown_currency'],
    ['50 EUR', 'unknown_currency'],
    ['năm mươi', 'amount_unreadable'],
    ['', 'amount_unreadable'],
    ['1.23.4567', 'amount_unreadable'],
    ['99999999999999999999', 'amount_unreadable'],
  ])('refuses %s with %s', (text, problem) => {
    expect(readAmount(text, 'comma', 'VND')).toEqual({ problem });
  });

  it('reads back what the interface prints, in both languages and currencies', () => {
    fc.assert(
      fc.property(
        fc.nat(10_000_000_000),
        fc.constantFrom('VND', 'USD'),
        fc.constantFrom<'vi' | 'en'>('vi', 'en'),
        (amount, currency, locale) => {
          const mark = locale === 'vi' ? 'comma' : 'dot';
          const text = formatMoney(amount, currency, locale);
          expect(readAmount(text, mark, currency)).toEqual({ amount });
        },
      ),
    );
  });
});

describe('the decimal mark of a column', () => {
  const decide = (cells: string[], currency: string) => {
    const evidence = { dot: 0, comma: 0 };
    for (const cell of cells) weighMarks(cell, evidence);
    return decideMark(evidence, currency);
  };
  it('is what its unambiguous numbers show', () => {
    expect(decide(['1.234', '12,50'], 'USD')).toBe('comma');
    expect(decide(['1.234', '12.50'], 'USD')).toBe('dot');
    expect(decide(['1.234', '1.234.567'], 'USD')).toBe('comma');
    expect(decide(['1.234'], 'VND')).toBe('comma');
    expect(decide(['1,234'], 'USD')).toBe('dot');
  });
});

describe('DateReader', () => {
  const vietnam = new DateReader('dmy', 'Asia/Ho_Chi_Minh');
  it.each([
    ['01/05/2024', '2024-04-30T17:00:00.000Z'],
    ['1-5-2024', '2024-04-30T17:00:00.000Z'],
    ['1.5.24', '2024-04-30T17:00:00.000Z'],
    ['01/05/2024 08:30', '2024-05-01T01:30:00.000Z'],
    ['01/05/2024 08:30:15', '2024-05-01T01:30:15.000Z'],
    ['08:30 01/05/2024', '2024-05-01T01:30:00.000Z'],
    ['01/05/2024 8:30 CH', '2024-05-01T13:30:00.000Z'],
    ['01/05/2024 12:05 AM', '2024-04-30T17:05:00.000Z'],
    ['2024-05-01', '2024-04-30T17:00:00.000Z'],
    ['2024-05-01 08:30:00', '2024-05-01T01:30:00.000Z'],
    ['2024-05-01T08:30:00.123', '2024-05-01T01:30:00.000Z'],
    ['2024-05-01T01:30:00Z', '2024-05-01T01:30:00.000Z'],
    ['2024-05-01 08:30:00+07:00', '2024-05-01T01:30:00.000Z'],
    ['20240501', '2024-04-30T17:00:00.000Z'],
    ['01-May-2024', '2024-04-30T17:00:00.000Z'],
    ['May 1, 2024', '2024-04-30T17:00:00.000Z'],
    [45_413, '2024-04-30T17:00:00.000Z'],
    [45_413.354166667, '2024-05-01T01:30:00.000Z'],
  ])('reads %s', (cell, expected) => {
    expect(vietnam.read(cell)?.toISOString()).toBe(expected);
  });

  it('takes the time from a column of its own', () => {
    expect(vietnam.read('01/05/2024', '08:30')?.toISOString()).toBe('2024-05-01T01:30:00.000Z');
    expect(vietnam.read('01/05/2024', 0.354166667)?.toISOString()).toBe('2024-05-01T01:30:00.000Z');
  });

  it.each([
    '',
    'hôm qua',
    '31/02/2024',
    '00/01/2024',
    '13/13/2024',
    '01/05/2024 25:00',
    'CD000001',
    7,
    '2024',
  ])('refuses %s', (cell) => {
    expect(vietnam.read(cell)).toBeUndefined();
  });

  it('follows a zone that changes its clocks', () => {
    const york = new DateReader('mdy', 'America/New_York');
    expect(york.read('03/10/2024 01:30')?.toISOString()).toBe('2024-03-10T06:30:00.000Z');
    expect(york.read('03/10/2024 12:00')?.toISOString()).toBe('2024-03-10T16:00:00.000Z');
    expect(york.read('03/11/2024 12:00')?.toISOString()).toBe('2024-03-11T16:00:00.000Z');
  });

  it('decides day and month on the whole column', () => {
    const evidence = { dmy: 0, mdy: 0, either: 0 };
    for (const cell of ['01/02/2024', '03/04/2024', '04/25/2024']) weighOrder(cell, evidence);
    expect(decideOrder(evidence, 'vi')).toBe('mdy');
    expect(decideOrder({ dmy: 0, mdy: 0, either: 3 }, 'vi')).toBe('dmy');
  });
});

describe('readBirthday', () => {
  it('bears a missing year', () => {
    expect(readBirthday('29/2', 'dmy')).toEqual({ day: 29, month: 2, year: null });
    expect(readBirthday('29/02/1992', 'dmy')).toEqual({ day: 29, month: 2, year: 1992 });
    expect(readBirthday('29/02/1993', 'dmy')).toBeUndefined();
  });
});
