import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardCodeOf, cardFromScan, formatCardCode, isCardCode } from './card.ts';

const randomDigits = fc.stringMatching(/^[0-9]{11}$/);

describe('card number', () => {
  it('is recognised however it was spaced', () => {
    const code = cardCodeOf('12345678901');
    expect(code).toMatch(/^9\d{12}$/);
    expect(cardFromScan(formatCardCode(code))).toBe(code);
    expect(cardFromScan(` ${code}\n`)).toBe(code);
  });

  it('is never taken for a phone number', () => {
    for (const phone of ['0901234567', '84901234567', '+84 901 234 567', '901234567']) {
      expect(cardFromScan(phone)).toBeUndefined();
    }
  });

  it('finds nobody after any single wrong digit or swap of neighbours other than 0 and 9', () => {
    fc.assert(
      fc.property(randomDigits, fc.nat(12), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
        const code = cardCodeOf(body);
        const wrong = (Number(code[at]) + by) % 10;
        expect(isCardCode(code.slice(0, at) + wrong + code.slice(at + 1))).toBe(false);
      }),
    );
    fc.assert(
      fc.property(randomDigits, fc.integer({ min: 1, max: 11 }), (body, at) => {
        const code = cardCodeOf(body);
        const [a, b] = [code[at] as string, code[at + 1] as string];
        fc.pre(a !== b && a + b !== '09' && a + b !== '90');
        expect(isCardCode(code.slice(0, at) + b + a + code.slice(at + 2))).toBe(false);
      }),
    );
  });
});
