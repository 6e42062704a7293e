import { currencyExponent } from '../../../platform/money.ts';
import type { Cell } from '../read/table.ts';

/**
 * How a column writes numbers. 'dot': the dot is the decimal mark ("1,234.50"); 'comma': the comma
 * is ("1.234,50"). Undecided columns have no number that tells.
 */
export type DecimalMark = 'dot' | 'comma';

/** What a column's numbers say about its decimal mark; gathered over the whole column. */
export interface MarkEvidence {
  dot: number;
  comma: number;
}

/** Why a number was not taken; the names are error codes. */
export type AmountProblem =
  | 'amount_unreadable'
  | 'amount_negative'
  | 'amount_fraction'
  | 'scientific_notation'
  | 'unknown_currency';

export type AmountResult = { amount: number } | { problem: AmountProblem };

// Marks people put beside amounts, by the currency they name.
const marks: readonly [RegExp, string][] = [
  [/₫|đồng|vnđ|vnd|đ(?![a-zà-ỹ])/giu, 'VND'],
  [/us\$|usd|\$/giu, 'USD'],
  [/€|eur/giu, 'EUR'],
];

const scientific = /^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i;

/**
 * Votes of one cell. "1.234.567" and "1,234.5" tell; "1.234" does not, for it may be a thousand or
 * a unit and a bit.
 */
export function weighMarks(cell: Cell, evidence: MarkEvidence): void {
  if (typeof cell === 'number') return;
  const digits = cell.replace(/[^\d.,]/g, '');
  const dots = digits.split('.').length - 1;
  const commas = digits.split(',').length - 1;
  if (dots === 0 && commas === 0) return;
  if (dots > 0 && commas > 0) {
    if (digits.lastIndexOf('.') > digits.lastIndexOf(',')) evidence.dot++;
    else evidence.comma++;
  } else if (dots + commas > 1) {
    // Several of one kind group thousands, so the other kind would be the decimal mark.
    if (dots > 1) evidence.comma++;
    else evidence.dot++;
  } else if (!/^\d{1,3}[.,]\d{3}$/.test(digits)) {
    if (dots === 1) evidence.dot++;
    else evidence.comma++;
  }
}

/** The decimal mark of a column; where nothing tells, how the business's currency is written. */
export function decideMark(evidence: MarkEvidence, currency: string): DecimalMark {
  if (evidence.dot !== evidence.comma) return evidence.dot > evidence.comma ? 'dot' : 'comma';
  return currencyExponent(currency) === 0 ? 'comma' : 'dot';
}

/**
 * An amount in minor units of the currency: "1.234.567 ₫", "1,234,567.89", "50k", "1tr5", numbers
 * of a spreadsheet. A single group of three after a mark ("1.234") is thousands unless the column
 * shows that the mark is its decimal mark and the currency has decimals.
 */
export function readAmount(cell: Cell, mark: DecimalMark, currency: string): AmountResult {
  const exponent = currencyExponent(currency);
  if (typeof cell === 'number') return fromNumber(cell, exponent);
  // Nearly every cell of nearly every file.
  if (/^\d{1,12}$/.test(cell)) return { amount: Number(cell) * 10 ** exponent };
  if (exponent === 2 && mark === 'dot' && /^\d{1,10}\.\d\d$/.test(cell)) {
    return { amount: Number(cell.replace('.', '')) };
  }
  let text = cell.normalize('NFKC').replace(/^'/, '').trim();
  if (scientific.test(text)) return { problem: 'scientific_notation' };
  for (const [pattern, named] of marks) {
    const stripped = text.replace(pattern, '');
    if (stripped === text) continue;
    if (named !== currency) return { problem: 'unknown_currency' };
    text = stripped;
  }
  text = text.replace(/[\s'_]/g, '');
  const negative = /^\(.*\)$/.test(text) || /^[-−]/.test(text) || /[-−]$/.test(text);
  text = text.replace(/^[(+\-−]|[)\-−]$/g, '');
  const result = fromShorthand(text, exponent) ?? fromDigits(text, mark, exponent);
  if (!negative || 'problem' in result || result.amount === 0) return result;
  return { problem: 'amount_negative' };
}

function fromNumber(value: number, exponent: number): AmountResult {
  if (value < 0) return { problem: 'amount_negative' };
  const scaled = value * 10 ** exponent;
  const amount = Math.round(scaled);
  if (!Number.isSafeInteger(amount)) return { problem: 'amount_unreadable' };
  // A binary fraction a spreadsheet kept for "11.77" is off by far less than this.
  if (Math.abs(scaled - amount) > 1e-4) return { problem: 'amount_fraction' };
  return { amount };
}

// nghìn, ngàn: thousand; triệu, củ: million; tỷ: thousand million.
const units: Readonly<Record<string, number>> = {
  k: 3,
  n: 3,
  ng: 3,
  ngan: 3,
  nghin: 3,
  tr: 6,
  trieu: 6,
  m: 6,
  cu: 6,
  ty: 9,
  ti: 9,
};
const shorthand = /^(\d+)(?:[.,](\d+))?([a-z]+)(\d*)$/;

/** "50k", "1,5tr", "1tr5" (one million five hundred thousand); undefined where it is none. */
function fromShorthand(text: string, exponent: number): AmountResult | undefined {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const match = shorthand.exec(plain);
  if (!match) return undefined;
  const [, whole = '', fraction = '', unit = '', after = ''] = match;
  const power = units[unit];
  if (power === undefined || (fraction && after)) return undefined;
  // What follows the unit counts in tenths, hundredths… of it: 2tr350 is 2,350,000.
  return exact(whole, fraction || after, power + exponent);
}

function fromDigits(text: string, mark: DecimalMark, exponent: number): AmountResult {
  if (!/^\d[\d.,]*$/.test(text)) return { problem: 'amount_unreadable' };
  const lastDot = text.lastIndexOf('.');
  const lastComma = text.lastIndexOf(',');
  let decimal = '';
  if (lastDot !== -1 && lastComma !== -1) decimal = lastDot > lastComma ? '.' : ',';
  else if (lastDot !== -1 || lastComma !== -1) {
    const used = lastDot !== -1 ? '.' : ',';
    const alone = text.indexOf(used) === text.lastIndexOf(used);
    const grouped = /^\d{1,3}[.,]\d{3}$/.test(text);
    const isDecimalMark = (used === '.') === (mark === 'dot');
    if (alone && (!grouped || (isDecimalMark && exponent > 0))) decimal = used;
  }
  const [head = '', fraction = ''] = decimal
    ? splitAt(text, text.lastIndexOf(decimal))
    : [text, ''];
  if (
    !/^\d+$|^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/.test(head) ||
    (decimal && head.includes(decimal))
  ) {
    return { problem: 'amount_unreadable' };
  }
  return exact(head.replace(/[.,]/g, ''), fraction, exponent);
}

const splitAt = (text: string, at: number) => [text.slice(0, at), text.slice(at + 1)];

/** whole.fraction × 10^power, without going through a binary fraction. */
function exact(whole: string, fraction: string, power: number): AmountResult {
  const digits = fraction.replace(/0+$/, '');
  if (digits.length > power) return { problem: 'amount_fraction' };
  const amount = Number(whole + digits.padEnd(power, '0'));
  return Number.isSafeInteger(amount) ? { amount } : { problem: 'amount_unreadable' };
}

/** A whole number of things: "3", "3.0", "1.200". */
export function readCount(
  cell: Cell,
  mark: DecimalMark,
): { count: number } | { problem: AmountProblem } {
  const result = readAmount(cell, mark, 'VND');
  return 'problem' in result ? result : { count: result.amount };
}
