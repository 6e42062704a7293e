import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { DomainError } from '../../../platform/errors.ts';
import { CsvSplitter, sniffDelimiter } from './csv.ts';
import { detectEncoding, type Encoding, readText } from './encoding.ts';
import { type Cell, isBlank, MAX_COLUMNS, type TableRow } from './table.ts';

export interface TableOptions {
  sheet?: string | undefined;
  encoding?: Encoding | undefined;
  delimiter?: string | undefined;
}

/** A file understood as a table: where its columns are, and its rows as often as they are asked for. */
export interface Table {
  format: 'csv' | 'xlsx';
  encoding: Encoding | null;
  delimiter: string | null;
  sheet: string | null;
  sheets: string[];
  /** Names of the columns; a column without one is called by its place: "#3". */
  columns: string[];
  /** Rows below the header, blank ones left out; each as wide as the header. */
  rows(): AsyncGenerator<TableRow[]>;
  close(): void;
}

/** How far down a header may be: exports put a title and a period above it. */
const HEADER_WITHIN = 20;

/**
 * Opens a file as a table. Throws, each with its own code, where it cannot: file_empty,
 * file_not_text, file_is_old_excel, xlsx_*, csv_quote_open, duplicate_header, file_has_no_rows.
 */
export async function openTable(path: string, options: TableOptions = {}): Promise<Table> {
  const kind = await kindOf(path);
  return kind === 'xlsx' ? openXlsx(path, options) : openCsv(path, options);
}

async function kindOf(path: string): Promise<'xlsx' | 'text'> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
    if (bytesRead === 0) throw new DomainError('file_empty');
    if (buffer.readUInt32BE() === 0x504b0304) return 'xlsx';
    // The container of .xls and of password-protected .xlsx files.
    if (buffer.readUInt32BE() === 0xd0cf11e0) throw new DomainError('file_is_old_excel');
    return 'text';
  } finally {
    await file.close();
  }
}

async function openXlsx(path: string, options: TableOptions): Promise<Table> {
  // Only those who import a workbook load what reads one.
  const { openWorkbook } = await import('./xlsx.ts');
  const book = await openWorkbook(path);
  try {
    const sheet = options.sheet ?? (book.sheets[0] as string);
    const header = await headerOf(book.rows(sheet));
    return {
      format: 'xlsx',
      encoding: null,
      delimiter: null,
      sheet,
      sheets: book.sheets,
      columns: header.columns,
      rows: () => below(header, book.rows(sheet)),
      close: () => book.close(),
    };
  } catch (error) {
    book.close();
    throw error;
  }
}

async function openCsv(path: string, options: TableOptions): Promise<Table> {
  const encoding = options.encoding ?? (await detectEncoding(path));
  const delimiter = options.delimiter ?? sniffDelimiter(await beginning(path, encoding));
  const rows = () => csvRows(path, encoding, delimiter);
  const header = await headerOf(rows());
  return {
    format: 'csv',
    encoding,
    delimiter,
    sheet: null,
    sheets: [],
    columns: header.columns,
    rows: () => below(header, rows()),
    close: () => {},
  };
}

async function beginning(path: string, encoding: Encoding): Promise<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path, { end: 65_535, highWaterMark: 65_536 })) {
    return decoder.decode(chunk as Buffer, { stream: true });
  }
  return '';
}

async function* csvRows(
  path: string,
  encoding: Encoding,
  delimiter: string,
): AsyncGenerator<TableRow[]> {
  const splitter = new CsvSplitter(delimiter);
  for await (const text of readText(path, encoding)) {
    const rows = splitter.push(text);
    if (rows.length > 0) yield rows;
  }
  const rows = splitter.end();
  if (rows.length > 0) yield rows;
}

interface Header {
  no: number;
  columns: string[];
}

/**
 * The header is the first row with two names or more; a file of one column has its first row. Two
 * columns of one name could not be told apart: duplicate_header.
 */
async function headerOf(source: AsyncGenerator<TableRow[]>): Promise<Header> {
  let first: TableRow | undefined;
  let seen = 0;
  for await (const rows of source) {
    for (const row of rows) {
      if (isBlank(row.cells) || /^sep=.$/i.test(String(row.cells[0]))) continue;
      first ??= row;
      const named = row.cells.filter((cell) => String(cell).trim() !== '').length;
      if (named >= 2) return headerFrom(row);
      if (++seen === HEADER_WITHIN) return headerFrom(first);
    }
  }
  if (!first) throw new DomainError('file_empty');
  return headerFrom(first);
}

function headerFrom(row: TableRow): Header {
  if (row.problem || row.cells.length > MAX_COLUMNS) {
    throw new DomainError('header_unreadable', { row: row.no });
  }
  const cells = [...row.cells];
  while (cells.length > 1 && String(cells.at(-1)).trim() === '') cells.pop();
  const seen = new Set<string>();
  const columns = cells.map((cell, i) => {
    const name = String(cell).replace(/\s+/g, ' ').trim().slice(0, 200) || `#${i + 1}`;
    const key = name.toLocaleLowerCase('vi');
    if (seen.has(key)) throw new DomainError('duplicate_header', { column: name });
    seen.add(key);
    return name;
  });
  return { no: row.no, columns };
}

async function* below(
  header: Header,
  source: AsyncGenerator<TableRow[]>,
): AsyncGenerator<TableRow[]> {
  for await (const rows of source) {
    const kept: TableRow[] = [];
    for (const row of rows) {
      if (row.no <= header.no || (!row.problem && isBlank(row.cells))) continue;
      kept.push(fitted(row, header.columns.length));
    }
    if (kept.length > 0) yield kept;
  }
}

/** As wide as the header: missing cells are empty, blank ones beyond it fall away. */
function fitted(row: TableRow, width: number): TableRow {
  const { cells } = row;
  if (cells.length > width) {
    if (!isBlank(cells.slice(width))) {
      row.problem ??= { code: 'row_too_many_cells', details: { limit: width } };
    }
    cells.length = width;
  }
  while (cells.length < width) cells.push('' as Cell);
  return row;
}
