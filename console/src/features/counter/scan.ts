import { cardFromScan } from '@quen/contracts/card.ts';
import { rewrittenByKeyboard, tidyCode } from './sale.ts';

/** One symbol typed into a field: what the field held before and after it, and when, in milliseconds. */
export interface Stroke {
  before: string;
  after: string;
  added: string;
  at: number;
}

/** One change of a field; `added` is null where it was not a single key that added something. */
export interface Change extends Omit<Stroke, 'added'> {
  added: string | null;
  erased: boolean;
}

/** A scan, and what the field holds without it. */
export type Scan = { kind: 'card' | 'voucher' | 'rewritten'; code: string; rest: string };

/** Scanners leave some 1 to 50 ms between two symbols; no hand keeps that up for long. */
const PACE_MS = 80;
/** So many symbols in one go are a scan whatever they are; with a letter among them, fewer. */
const SURELY = 12;
const PROBABLY = 8;
/** Longer than anything that is scanned. */
const KEPT = 60;

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

/** What was typed key by key since something else changed the field, after one more change. */
export function strokesAfter(strokes: readonly Stroke[], change: Change): readonly Stroke[] {
  const { before, after, added, erased, at } = change;
  const goesOn = strokes.at(-1)?.after === before;
  // A Vietnamese input method erases what it rewrites.
  if (erased && goesOn) {
    const left = strokes.slice(0, -1);
    const last = left.at(-1);
    return last ? [...left.slice(0, -1), { ...last, after }] : [];
  }
  if (added === null) return [];
  return [...(goesOn ? strokes : []), { before, after, added, at }].slice(-KEPT);
}

/**
 * The scan that was typed into a field for amounts or points, if one was. A scanner is a keyboard: it
 * types after an amount, or over one that is selected, and that amount is what stays. A scan is known
 * by its shape where nothing else has it, else by its pace, else (pasted, or a slow scanner) by its
 * shape where the whole is no amount.
 */
export function scanIn(
  typed: string,
  strokes: readonly Stroke[],
  isAmount: (text: string) => boolean,
): Scan | undefined {
  const run = scannedRun(strokes);
  const sure = sureEnd(strokes);
  const within = run && run.rest !== '' && run.text.length > (sure?.text.length ?? 0);
  if (sure && !within) return meant(sure);
  if (run && (run.rest !== '' || isWhole(run.text))) return meant(run);
  return shapedEnd(typed, isAmount, run === undefined) ?? (run && meant(run));
}

interface Found {
  text: string;
  rest: string;
}

/** The last symbols, as far as each came at a scanner's pace, if no hand can have typed them. */
function scannedRun(strokes: readonly Stroke[]): Found | undefined {
  let first = strokes.length - 1;
  while (first > 0 && gapBefore(strokes, first) <= PACE_MS) first--;
  const run = lastStrokes(strokes, strokes.length - first);
  return run && (tidyCode(run.text).length >= SURELY || isCodeLike(run.text)) ? run : undefined;
}

/** A card with its check digit or a code with letters: at whatever pace, it is nothing else. */
function sureEnd(strokes: readonly Stroke[]): Found | undefined {
  const text = strokes.map(({ added }) => added).join('');
  for (const shape of [atEnd.card, atEnd.voucher]) {
    const code = shape.exec(text)?.[2];
    if (code && (cardFromScan(code) || /[A-Z]/i.test(code))) {
      return lastStrokes(strokes, code.length);
    }
  }
  return undefined;
}

/** By the shape of what stands in the field, where the whole is no amount. */
function shapedEnd(
  typed: string,
  isAmount: (text: string) => boolean,
  byHand: boolean,
): Scan | undefined {
  const text = typed.trim();
  if (cardIn(text)) return meant({ text, rest: '' });
  if (isAmount(text)) return undefined;
  for (const shape of [atEnd.card, atEnd.voucher]) {
    const [, rest = '', code] = shape.exec(text) ?? [];
    if (code && (rest === '' || isAmount(rest))) return meant({ text: code, rest });
  }
  // Misread, or another shop's: refused in words, which an amount that nobody understands is not.
  return byHand && /^\p{L}/u.test(text) && isCodeLike(text) ? meant({ text, rest: '' }) : undefined;
}

const gapBefore = (strokes: readonly Stroke[], i: number) =>
  (strokes[i]?.at ?? 0) - (strokes[i - 1]?.at ?? 0);

function lastStrokes(strokes: readonly Stroke[], count: number): Found | undefined {
  const last = strokes.slice(-count);
  return last[0] && { text: last.map(({ added }) => added).join(''), rest: last[0].before };
}

const isCodeLike = (text: string) => tidyCode(text).length >= PROBABLY && /\p{L}/u.test(text);

/** Nothing but a card or a code. */
const isWhole = (text: string) =>
  cardIn(text) !== undefined || atEnd.voucher.exec(text.trim())?.[1] === '';

function meant({ text, rest }: Found): Scan {
  if (rewrittenByKeyboard(text)) return { kind: 'rewritten', code: text, rest };
  const card = cardIn(text);
  return card
    ? { kind: 'card', code: card, rest }
    : { kind: 'voucher', code: tidyCode(text), rest };
}
