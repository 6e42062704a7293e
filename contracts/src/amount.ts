/** Most one bill may come to, in minor units. */
const MAX_AMOUNT = 10_000_000_000_000;

/** What follows the number when people write short: thousands, millions, billions, as powers of ten. */
const UNITS: Record<string, number> = {
  k: 3,
  n: 3,
  nghìn: 3,
  nghin: 3,
  ngàn: 3,
  ngan: 3,
  tr: 6,
  triệu: 6,
  trieu: 6,
  m: 6,
  tỷ: 9,
  tỉ: 9,
  ty: 9,
};

/**
 * An amount as people type it at a till, in minor units of a currency with `digits` decimals:
 * "250.000", "50k", "1tr5", "1,5tr", "$11.77". Undefined for whatever could be read in two ways or
 * has more decimals than the currency: a till must not guess.
 */
export function parseAmount(text: string, digits: number): number | undefined {
  const clean = text
    .normalize('NFC')
    .toLocaleLowerCase('vi')
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(/^(?:us\$|\$|₫|đ)|(?:us\$|\$|₫|đ|vnd|usd)$/g, '');
  const [, number, unit, rest] = /^(\d[\d.,]*)(\p{L}+)?(\d{1,3})?$/u.exec(clean) ?? [];
  if (number === undefined) return undefined;
  const power = unit === undefined ? 0 : UNITS[unit];
  if (power === undefined) return undefined;
  const decimal = asDecimal(
    number,
    unit === undefined ? digits : power + digits,
    unit !== undefined,
  );
  if (!decimal) return undefined;
  if (rest === undefined) return scaled(decimal, power + digits);
  // "1tr5": the digits after the unit are its decimals.
  return decimal.fraction === ''
    ? scaled({ ...decimal, fraction: rest }, power + digits)
    : undefined;
}

interface Decimal {
  whole: string;
  fraction: string;
}

/** Tells grouping from decimals: groups have three digits each, decimals come last and once. */
function asDecimal(number: string, most: number, short: boolean): Decimal | undefined {
  if (/^\d+$/.test(number)) return { whole: number, fraction: '' };
  if (/^\d{1,3}(?:\.\d{3})+$|^\d{1,3}(?:,\d{3})+$/.test(number)) {
    return { whole: number.replace(/[.,]/g, ''), fraction: '' };
  }
  const [, whole, fraction] =
    /^(\d+|\d{1,3}(?:\.\d{3})+(?=,)|\d{1,3}(?:,\d{3})+(?=\.))[.,](\d+)$/.exec(number) ?? [];
  if (whole === undefined || fraction === undefined) return undefined;
  if (fraction.length > most || (short && fraction.length > 3)) return undefined;
  return { whole: whole.replace(/[.,]/g, ''), fraction };
}

/** The decimal times ten to the `power`, exactly; undefined where that is no whole number. */
function scaled({ whole, fraction }: Decimal, power: number): number | undefined {
  if (fraction.length > power) return undefined;
  const amount = Number(whole + fraction.padEnd(power, '0'));
  return amount <= MAX_AMOUNT ? amount : undefined;
}
