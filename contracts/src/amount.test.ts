import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAmount } from './amount.ts';

const dong = (text: string) => parseAmount(text, 0);
const cents = (text: string) => parseAmount(text, 2);

describe('amounts as people type them', () => {
  it.each([
    ['250000', 250_000],
    ['250.000', 250_000],
    ['1,250,000 ₫', 1_250_000],
    ['50k', 50_000],
    ['50 K', 50_000],
    ['49k5', 49_500],
    ['1tr', 1_000_000],
    ['1tr5', 1_500_000],
    ['1tr25', 1_250_000],
    ['1tr250', 1_250_000],
    ['1tr050', 1_050_000],
    ['1,5tr', 1_500_000],
    ['1.5 triệu', 1_500_000],
    ['2 nghìn', 2_000],
    ['3 tỷ', 3_000_000_000],
    ['1.500k', 1_500_000],
    ['0', 0],
  ])('reads %s in đồng', (text, amount) => expect(dong(text)).toBe(amount));

  it.each([
    ['11.77', 1_177],
    ['11,77', 1_177],
    ['$1,234.56', 123_456],
    ['1.234,56', 123_456],
    ['1,234', 123_400],
    ['12', 1_200],
    ['1.5k', 150_000],
  ])('reads %s in a currency with cents', (text, amount) => expect(cents(text)).toBe(amount));

  it.each([
    '',
    'abc',
    '12.34',
    '1.25.000',
    '-5',
    '1tr5tr',
    '1,5tr5',
    '12kk',
    'k',
    '0x10',
    '99999999999999',
    '1.0005k',
  ])('does not guess at %s', (text) => expect(dong(text)).toBeUndefined());

  it('takes no more digits after the point than the currency has', () => {
    expect(cents('11.777')).toBe(1_177_700);
    expect(cents('11.7777')).toBeUndefined();
  });

  it('reads back whatever either language writes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000_000_000 }),
        fc.constantFrom('vi-VN', 'en-US'),
        fc.constantFrom(['VND', 0] as const, ['USD', 2] as const),
        (amount, locale, [currency, digits]) => {
          const text = new Intl.NumberFormat(locale, { style: 'currency', currency }).format(
            amount / 10 ** digits,
          );
          expect(parseAmount(text, digits)).toBe(amount);
        },
      ),
    );
  });
});
