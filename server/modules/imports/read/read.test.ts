import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temporaryFiles, utf16, windows1258 } from '../fixtures/files.ts';
import { workbook, workbookParts, zip } from '../fixtures/xlsx.ts';
import { CsvSplitter, sniffDelimiter } from './csv.ts';
import { detectEncoding } from './encoding.ts';
import { isDateFormat, serialToIso } from './excel-dates.ts';
import { openTable, type TableOptions } from './open.ts';
import { MAX_CELL, MAX_ROW, type TableRow } from './table.ts';

const file = temporaryFiles();

async function read(content: string | Buffer, options: TableOptions = {}) {
  const table = await openTable(file(content), options);
  const rows: TableRow[] = [];
  for await (const some of table.rows()) rows.push(...some);
  table.close();
  return { ...table, rows, cells: rows.map((row) => row.cells) };
}

function split(chunks: string[], delimiter = ','): TableRow[] {
  const splitter = new CsvSplitter(delimiter);
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
}

describe('CsvSplitter', () => {
  it('reads back any table, however it is quoted and wherever it is cut', () => {
    const cell = fc.oneof(fc.string({ maxLength: 8 }), fc.stringMatching(/^[",;\n\ra ]{0,6}$/));
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 8 });
    const cuts = fc.array(fc.nat(200), { maxLength: 6 });
    fc.assert(
      fc.property(table, cuts, fc.constantFrom('\n', '\r\n', '\r'), (rows, at, newline) => {
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = rows
          .map((row) => row.map((c) => (/^[^",\r\n]*$/.test(c) ? c : quote(c))).join(',') + newline)
          .join('');
        const places = [0, ...at.filter((i) => i < text.length).toSorted((a, b) => a - b)];
        const chunks = places.map((from, i) => text.slice(from, places[i + 1]));
        const expected = rows.map((row) => row.map((c) => c.replace(/\r\n?/g, '\n')));
        expect(split(chunks).map((row) => row.cells)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps stray quotes as they are written', () => {
    expect(split(['a,5" pizza,b\n"x"y,z\n']).map((row) => row.cells)).toEqual([
      ['a', '5" pizza', 'b'],
      ['xy', 'z'],
    ]);
  });

  it('gives up one row, not the file, for a cell of any size', () => {
    const huge = 'x'.repeat(10 * 1024 * 1024);
    for (const cell of [huge, `"${huge}"`, 'y'.repeat(MAX_CELL + 1)]) {
      const text = `a,b\n1,${cell}\n2,ok\n`;
      const chunks = text.match(/[\s\S]{1,65536}/g) as string[];
      const rows = split(chunks);
      expect(rows.map((row) => row.problem?.code)).toEqual([undefined, 'cell_too_long', undefined]);
      expect(rows[2]).toEqual({ no: 3, cells: ['2', 'ok'] });
    }
  });

  it('holds no more than a row while it passes over a long one', () => {
    const splitter = new CsvSplitter(',');
    splitter.push('"');
    for (let i = 0; i < 400; i++) splitter.push('x'.repeat(65_536));
    expect(splitter.push(`",b\nc,d\n`).map((row) => row.problem?.code)).toEqual([
      'cell_too_long',
      undefined,
    ]);
    expect(MAX_ROW).toBeLessThan(400 * 65_536);
  });

  it('refuses a quote that is never closed, and says where it was opened', () => {
    expect(() => split(['a,b\n1,"open\n2,x\n3,y\n'])).toThrowError(
      expect.objectContaining({ code: 'csv_quote_open', details: { row: 2 } }),
    );
  });
});

describe('sniffDelimiter', () => {
  it.each([
    ['a,b,c\n1,2,3\n', ','],
    ['a;b;c\n1;2,5;3\n4;5,1;6\n', ';'],
    ['a\tb\n1,5\t2\n', '\t'],
    ['a|b\n1|2\n', '|'],
    ['sep=;\na;b\n', ';'],
    ['mã đơn;"tên, họ";tiền\n1;"a, b";1.000,5\n', ';'],
    ['one\ntwo\n', ','],
  ])('%j → %j', (text, delimiter) => {
    expect(sniffDelimiter(text)).toBe(delimiter);
  });
});

const text =
  'Mã đơn;Khách hàng;Tổng tiền\nHĐ1;Nguyễn Thị Phượng Hoàng;1.250.000 ₫\nHĐ2;Trần Đỗ Vũ;50k\n';
const expected = [
  ['HĐ1', 'Nguyễn Thị Phượng Hoàng', '1.250.000 ₫'],
  ['HĐ2', 'Trần Đỗ Vũ', '50k'],
];

describe('encodings', () => {
  it.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\ufeff${text}`)],
    ['utf-8', Buffer.from(text.normalize('NFD'))],
    ['utf-16le', utf16(text)],
    ['utf-16be', utf16(text, { bigEndian: true })],
    ['utf-16le', utf16(text, { mark: false })],
    ['windows-1258', windows1258(text)],
  ])('reads %s', async (encoding, content) => {
    const table = await read(content);
    expect(table).toMatchObject({ encoding, delimiter: ';', cells: expected });
    expect(table.columns).toEqual(['Mã đơn', 'Khách hàng', 'Tổng tiền']);
  });

  it('tells Western Windows text from Vietnamese', async () => {
    const western = Buffer.from(
      'name,city\nJosé Ibáñez,São Paulo\nÒscar,Córdoba\nZoë,Málaga\nAndrés,però\n',
      'latin1',
    );
    expect(await detectEncoding(file(western))).toBe('windows-1252');
  });

  it('finds the encoding of a file that begins in plain letters', async () => {
    const plain = `id,name\n${'1,An\n'.repeat(40_000)}`;
    const late = Buffer.concat([Buffer.from(plain), windows1258('2,Đặng Thị Ngọc Ánh\n')]);
    const table = await read(late);
    expect(table.encoding).toBe('windows-1258');
    expect(table.cells.at(-1)).toEqual(['2', 'Đặng Thị Ngọc Ánh']);
  });

  it('composes letters whose marks were cut off by the pieces of reading', async () => {
    const row = `${'Ngọc Ánh ế '.repeat(50)},x\n`.normalize('NFD');
    const table = await read(`a,b\n${row.repeat(2000)}`);
    expect(new Set(table.cells.map((cells) => cells[0])).size).toBe(1);
    expect(table.cells[0]?.[0]).toBe('Ngọc Ánh ế '.repeat(50));
  });
});

describe('tables', () => {
  it('finds the header below a title, fits rows to it and names what has no name', async () => {
    const table = await read('BÁO CÁO BÁN HÀNG\n\nMã,,Tiền\n1,a,2\n\n2,b\n3,c,4,,\n4,c,4,5\n');
    expect(table.columns).toEqual(['Mã', '#2', 'Tiền']);
    expect(table.rows).toEqual([
      { no: 4, cells: ['1', 'a', '2'] },
      { no: 6, cells: ['2', 'b', ''] },
      { no: 7, cells: ['3', 'c', '4'] },
      {
        no: 8,
        cells: ['4', 'c', '4'],
        problem: { code: 'row_too_many_cells', details: { limit: 3 } },
      },
    ]);
  });

  it.each([
    ['an empty file', '', 'file_empty'],
    ['blank lines', '\n\n , \n', 'file_empty'],
    ['a binary file', Buffer.from([1, 2, 3, 0, 5, 255, 0, 9]), 'file_not_text'],
    ['a duplicate header', 'Mã đơn,Tiền,mã đơn\n1,2,3\n', 'duplicate_header'],
    ['an open quote', 'a,b\n1,"x\n', 'csv_quote_open'],
    ['an old Excel file', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'file_is_old_excel'],
    ['half an archive', workbook([['a', 'b']]).subarray(0, 300), 'xlsx_broken'],
    ['another archive', zip({ 'word/document.xml': '<w/>' }), 'file_not_spreadsheet'],
    [
      'a workbook with broken XML',
      zip({
        ...workbookParts([['a', 'b']]),
        'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row>',
      }),
      'xlsx_broken',
    ],
    [
      'entities that multiply',
      zip({
        ...workbookParts([['a', 'b']]),
        'xl/sharedStrings.xml':
          '<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>',
      }),
      'xlsx_broken',
    ],
    [
      'a bomb',
      zip({
        ...workbookParts([['a', 'b']]),
        'xl/worksheets/sheet1.xml': Buffer.alloc(64 * 1024 * 1024, 32),
      }),
      'xlsx_expands_too_far',
    ],
  ])('refuses %s', async (_, content, code) => {
    await expect(read(content)).rejects.toMatchObject({ code });
  });

  it('refuses a part that unpacks to more than it declares', async () => {
    const honest = workbook([
      ['a', 'b'],
      [1, 2],
    ]);
    const size = Buffer.byteLength(
      workbookParts([
        ['a', 'b'],
        [1, 2],
      ])['xl/worksheets/sheet1.xml'] ?? '',
    );
    const lie = Buffer.from(honest);
    for (let at = 0; at < lie.length - 4; at++) {
      if (lie.readUInt32LE(at) === size) lie.writeUInt32LE(size - 10, at);
    }
    await expect(read(lie)).rejects.toMatchObject({ code: 'xlsx_broken' });
  });
});

describe('workbooks', () => {
  it('keep numbers as numbers and give dates as local text', async () => {
    const table = await read(
      workbook([
        ['Mã đơn', 'Ngày', 'Tiền', 'SĐT', 'Ghi chú'],
        ['HĐ1', { date: 45_413.354166667 }, 150_000, 912_345_678, { inline: 'gấp & nhanh' }],
        ['HĐ2', { date: 45_414 }, 11.77, null, null],
        [null, null, null, null, null],
        ['HĐ3', '01/05/2024', '50k', '0912345678', ''],
      ]),
    );
    expect(table).toMatchObject({ format: 'xlsx', sheet: 'Đơn hàng', sheets: ['Đơn hàng'] });
    expect(table.rows).toEqual([
      { no: 2, cells: ['HĐ1', '2024-05-01T08:30:00', 150_000, 912_345_678, 'gấp & nhanh'] },
      { no: 3, cells: ['HĐ2', '2024-05-02', 11.77, '', ''] },
      { no: 5, cells: ['HĐ3', '01/05/2024', '50k', '0912345678', ''] },
    ]);
  });

  it('give up one row for a cell of 10 MB', async () => {
    const huge = randomBytes(5 * 1024 * 1024).toString('hex');
    const table = await read(
      workbook([
        ['a', 'b'],
        ['1', { inline: huge }],
        ['2', huge],
        ['3', 'ok'],
      ]),
    );
    expect(table.rows.map((row) => row.problem?.code)).toEqual([
      'cell_too_long',
      'cell_too_long',
      undefined,
    ]);
  });

  it('refuse a sheet they have not', async () => {
    await expect(read(workbook([['a', 'b']]), { sheet: 'Khác' })).rejects.toMatchObject({
      code: 'sheet_unknown',
    });
  });
});

describe('Excel dates', () => {
  it.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [61, '1900-03-01'],
    [45_413, '2024-05-01'],
    [45_413.5, '2024-05-01T12:00:00'],
    [0.75, '18:00:00'],
  ])('serial %d is %s', (serial, iso) => {
    expect(serialToIso(serial)).toBe(iso);
  });

  it('count from 1904 in old Mac workbooks', () => {
    expect(serialToIso(43_951, true)).toBe('2024-05-01');
  });

  it.each([
    [14, undefined, true],
    [0, undefined, false],
    [164, 'dd/mm/yyyy', true],
    [164, '[$-42A]d mmmm yyyy', true],
    [164, '#,##0" đồng"', false],
    [164, '[Red]0.00', false],
    [164, '[h]:mm', true],
    [164, 'General', false],
  ])('format %d %s is one: %s', (id, code, expected) => {
    expect(isDateFormat(id, code)).toBe(expected);
  });
});
