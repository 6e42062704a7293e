import { cardFromScan } from '@quen/contracts/card.ts';
import { rewrittenByKeyboard, tidyCode } from './sale.ts';

/**
 * What was typed at a scanner's pace, and what the field held before it. A scanner is a keyboard that
 * types wherever the cursor stands: after an amount, or over one that is selected.
 */
export interface Burst {
  before: string;
  text: string;
  /** When its last symbol came, in milliseconds. */
  at: number;
}

/** One change of a field: what it held, and what was added; null where that was no single key. */
export interface Stroke {
  before: string;
  added: string | null;
  erased: boolean;
  at: number;
}

/** A scan, and what the field holds without it. */
export type Scan = { kind: 'card' | 'voucher' | 'rewritten'; code: string; rest: string };

/** Scanners leave some 1 to 50 ms between two symbols; no hand keeps that up for long. */
const PACE_MS = 80;
/** So many symbols in one go are a scan whatever they are; with a letter among them, fewer. */
const SURELY = 12;
const PROBABLY = 8;

/** Voucher codes as they are issued: 12 symbols without look-alikes, by rare chance digits only. */
const atEnd = {
  voucher: /^(.*?)[\s-]*((?:[2-9A-HJ-NP-Z][\s-]?){11}[2-9A-HJ-NP-Z])\s*$/iu,
  card: /^(.*?)\s*(9\d{12})\s*$/u,
};

/** The card in what was scanned or typed: rightly read, or so that nothing else can be meant. */
export function cardIn(text: string): string | undefined {
  // No phone number and no bill has thirteen digits that start with 9.
  return cardFromScan(text) ?? /^9\d{12}$/.exec(text.trim())?.[0];
}

/** The burst after one more change of the field. */
export function burstAfter(burst: Burst | undefined, stroke: Stroke): Burst | undefined {
  const { before, added, erased, at } = stroke;
  if (!erased && added === null) return undefined;
  const goesOn = burst !== undefined && at - burst.at <= PACE_MS;
  const start = goesOn ? burst : { before, text: '' };
  // A Vietnamese input method erases what it rewrites.
  const text = erased ? start.text.slice(0, -1) : start.text + added;
  return { before: start.before, text, at };
}

/**
 * The scan that a field for amounts or points ends in, if it does: by its pace, else (pasted, or typed
 * by a slow scanner) by its shape where the whole is no amount.
 */
export function scanIn(
  typed: string,
  burst: Burst | undefined,
  isAmount: (text: string) => boolean,
): Scan | undefined {
  const fast = burst && isScanned(burst.text) ? burst : undefined;
  if (fast && (fast.before.trim() !== '' || isWhole(fast.text))) {
    return meant(fast.text, fast.before);
  }
  if (cardIn(typed)) return meant(typed, '');
  if (!isAmount(typed)) {
    for (const shape of [atEnd.card, atEnd.voucher]) {
      const [, rest = '', code] = shape.exec(typed.trim()) ?? [];
      if (code && (rest === '' || isAmount(rest))) return meant(code, rest);
    }
    // Misread, or another shop's: refused in words, which an amount that nobody understands is not.
    if (!fast && /^\p{L}/u.test(typed.trim()) && isCodeLike(typed)) return meant(typed, '');
  }
  return fast && meant(fast.text, fast.before);
}

const isCodeLike = (text: string) => tidyCode(text).length >= PROBABLY && /\p{L}/u.test(text);
const isScanned = (text: string) => tidyCode(text).length >= SURELY || isCodeLike(text);

/** Nothing but a card or a code. */
const isWhole = (text: string) =>
  cardIn(text) !== undefined || atEnd.voucher.exec(text.trim())?.[1] === '';

function meant(text: string, rest: string): Scan {
  if (rewrittenByKeyboard(text)) return { kind: 'rewritten', code: text, rest };
  const card = cardIn(text);
  return card
    ? { kind: 'card', code: card, rest }
    : { kind: 'voucher', code: tidyCode(text), rest };
}
