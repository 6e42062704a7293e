import { parseAmount } from '@quen/contracts/amount.ts';
import { cardCodeOf } from '@quen/contracts/card.ts';
import { describe, expect, it } from 'vitest';
import { type Stroke, scanIn, strokesAfter } from './scan.ts';

const code = 'T6YBPKH3B5LP';
const digitsOnly = '234567892345';
const card = cardCodeOf('12345678901');
const misread = `${card.slice(0, -1)}${(Number(card.at(-1)) + 1) % 10}`;
const isAmount = (text: string) => parseAmount(text, 0) !== undefined;

/** A field that is typed into as a browser reports it, `gap` milliseconds between two keys. */
function typing(gap: number, text: string) {
  let strokes: readonly Stroke[] = [];
  let at = 0;
  const field = {
    value: '',
    selected: false,
    scan: () => scanIn(field.value, strokes, isAmount),
    type(more: string, pace: number, hitch = pace) {
      at += 1_000;
      for (const [i, added] of [...more].entries()) {
        at += i === 1 ? hitch : pace;
        const before = field.value;
        field.value = field.selected ? added : before + added;
        field.selected = false;
        strokes = strokesAfter(strokes, { before, after: field.value, added, erased: false, at });
      }
      return field;
    },
    replaced(value: string) {
      field.value = value;
      return field;
    },
  };
  return field.type(text, gap);
}
const byHand = (text: string) => typing(140, text);

describe('a scan after an amount', () => {
  it.each(['250000', '250.000', '250k', '1tr5', '5'])('leaves %s as it stood', (rest) => {
    expect(byHand(rest).type(code, 8).scan()).toEqual({ kind: 'voucher', code, rest });
    expect(byHand(rest).type(card, 8).scan()).toEqual({ kind: 'card', code: card, rest });
    expect(byHand(rest).type(digitsOnly, 8).scan()).toEqual({
      kind: 'voucher',
      code: digitsOnly,
      rest,
    });
  });
  it('leaves it even where it was selected and is gone from the field', () => {
    const till = byHand('250000');
    till.selected = true;
    expect(till.type(code, 8).scan()).toEqual({ kind: 'voucher', code, rest: '250000' });
  });
  it.each([code, card])('leaves it also where the till was busy for a moment: %s', (scanned) => {
    const till = byHand('250000');
    till.selected = true;
    expect(till.type(scanned, 8, 400).scan()).toMatchObject({ code: scanned, rest: '250000' });
    expect(byHand('250000').type(scanned, 150).scan()).toMatchObject({
      code: scanned,
      rest: '250000',
    });
  });
  it('is told from the amount where it was pasted or everything came at one pace', () => {
    for (const [scanned, kind] of [
      [code, 'voucher'],
      [card, 'card'],
      [digitsOnly, 'voucher'],
      ['t6yb-pkh3-b5lp', 'voucher'],
    ] as const) {
      const found = { kind, code: scanned.replaceAll('-', '').toUpperCase(), rest: '250000' };
      expect(scanIn(`250000${scanned}`, [], isAmount)).toEqual(found);
      expect(typing(8, `250000${scanned}`).scan()).toEqual(found);
    }
  });
  it('is a card even if a digit was misread', () => {
    expect(byHand('250000').type(misread, 8).scan()).toMatchObject({ kind: 'card', code: misread });
    expect(scanIn(misread, [], isAmount)).toMatchObject({ kind: 'card', rest: '' });
  });
  it('says when an input method rewrote it', () => {
    expect(byHand('250000').type('T6YBPKHÂB5LP', 8).scan()).toMatchObject({
      kind: 'rewritten',
      rest: '250000',
    });
  });
  it('takes no product for an amount', () => {
    expect(byHand('250000').type('8934567892345', 8).scan()).toMatchObject({
      kind: 'voucher',
      rest: '250000',
    });
  });
});

describe('an amount', () => {
  it.each(['250000', '1.250.000', '250 nghìn', '12 triệu', '999999999999', 'abc', '250kk', ''])(
    'typed by hand is left alone: %s',
    (text) => {
      expect(byHand(text).scan()).toBeUndefined();
    },
  );
  it('typed with a key for three noughts is left alone', () => {
    expect(byHand('12').type('000', 5).type('000', 5).scan()).toBeUndefined();
  });
});

it('a code of another kind in an empty field is a code', () => {
  expect(typing(8, 'SAIMA2345678').scan()).toMatchObject({ kind: 'voucher', code: 'SAIMA2345678' });
  expect(byHand('SAIMA2345678').scan()).toMatchObject({ kind: 'voucher', rest: '' });
});

it('digits of one sale and the next are no card', () => {
  const [first, second] = [card.slice(0, 6), card.slice(6)];
  expect(byHand(first).replaced('').type(second, 140).scan()).toBeUndefined();
});

it('what an input method erases is not part of the scan', () => {
  let strokes: readonly Stroke[] = [];
  let [before, at] = ['250000', 0];
  for (const added of ['A', 'A', null, null, 'Â']) {
    const after = added === null ? before.slice(0, -1) : before + added;
    at += 5;
    strokes = strokesAfter(strokes, { before, after, added, erased: added === null, at });
    before = after;
  }
  expect(strokes).toEqual([{ before: '250000', after: '250000Â', added: 'Â', at: 25 }]);
});
