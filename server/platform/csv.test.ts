import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvCell, toCsv } from './csv.ts';

/** The least a reader of RFC 4180 does. */
function read(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let found = cell.exec(text); found; found = cell.exec(text)) {
    rows.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '\r\n') rows.push([]);
  }
  expect(rows.pop()).toEqual([]);
  return rows;
}

// A text that already looks guarded cannot be told from one that was.
const text = fc.string({ unit: 'grapheme' }).filter((t) => !/^'[=+\-@\t\r]/.test(t));

test('what is written is read back, whatever is in the cells', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(fc.oneof(text, fc.constantFrom('"', ',', '\r\n', 'a\nb', '=1')), fc.integer()),
        { maxLength: 20 },
      ),
      (rows) => {
        const [bom, ...rest] = toCsv(['text', 'number'], rows);
        expect(bom).toBe('\u{feff}');
        const [header, ...cells] = read(rest.join(''));
        expect(header).toEqual(['text', 'number']);
        const unguarded = cells.map(([t, n]) => [t?.replace(/^'(?=[=+\-@\t\r])/, ''), Number(n)]);
        expect(unguarded).toEqual(rows);
      },
    ),
  );
});

test.each(['=1+1', '+84901', '-cmd', '@sum', '\tx', '\rx'])(
  '%j cannot become a formula',
  (text) => {
    expect(csvCell(text)).toMatch(/^"?'/);
  },
);

test('numbers stay numbers, nothing stays nothing', () => {
  expect(toCsv(['a', 'b'], [[-5, null]])).toBe('\u{feff}a,b\r\n-5,\r\n');
});
