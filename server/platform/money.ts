import { invariant } from './errors.ts';

/** Most one order, bill or transfer may be worth, in minor units: far above any, far below 2^53. */
export const MAX_AMOUNT = 10_000_000_000_000;

const exponents = new Map<string, number>();

/** Digits after the decimal point of a currency (ISO 4217): VND 0, USD 2. */
export function currencyExponent(currency: string): number {
  let digits = exponents.get(currency);
  if (digits === undefined) {
    digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
      .maximumFractionDigits as number;
    exponents.set(currency, digits);
  }
  return digits;
}

export function isCurrency(currency: string): boolean {
  return Intl.supportedValuesOf('currency').includes(currency);
}

/** "1.234.567 ₫" or "$11.77": an amount in minor units as people read it. */
export function formatMoney(amount: number, currency: string, locale: 'vi' | 'en'): string {
  return new Intl.NumberFormat(locale === 'vi' ? 'vi-VN' : 'en-US', {
    style: 'currency',
    currency,
  }).format(amount / 10 ** currencyExponent(currency));
}

/** 1177 → 11.77 (USD), 50000 → 50000 (VND): an amount in the unit people count in, for tables. */
export function toMajor(amount: number, currency: string): number {
  return amount / 10 ** currencyExponent(currency);
}

/** ⌊a·b ÷ c⌋ exactly, for non-negative safe integers whose product may exceed 2^53. */
export function mulDiv(a: number, b: number, c: number): number {
  invariant(
    Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(c) && c > 0,
    'mulDiv takes safe integers and a positive divisor',
  );
  const product = a * b;
  if (Number.isSafeInteger(product)) return Math.floor(product / c);
  return Number((BigInt(a) * BigInt(b)) / BigInt(c));
}
