import { DomainError } from '../../../platform/errors.ts';
import { isDateFormat, serialToIso } from './excel-dates.ts';
import { type Cell, MAX_CELL, MAX_COLUMNS, type TableRow } from './table.ts';
import { parseXml, readXml } from './xml.ts';
import { type Archive, openArchive } from './zip.ts';

const MAX_STRINGS = 5_000_000;
const MAX_STRING_CHARACTERS = 200_000_000;

/** A workbook opened for reading: its sheets, and the rows of one of them. */
export interface Workbook {
  sheets: string[];
  /** The rows of a sheet, some at a time; blank rows are left out, their numbers too. */
  rows(sheet: string): AsyncGenerator<TableRow[]>;
  close(): void;
}

interface Styles {
  /** By cell style: whether its numbers are dates. */
  dates: boolean[];
  date1904: boolean;
}

/**
 * Opens an .xlsx workbook. Parts are streamed; only the shared strings are kept in memory, within
 * limits. Throws xlsx_broken, xlsx_expands_too_far, file_not_spreadsheet.
 */
export async function openWorkbook(path: string): Promise<Workbook> {
  const archive = await openArchive(path);
  try {
    if (!archive.has('xl/workbook.xml')) throw new DomainError('file_not_spreadsheet');
    const { sheets, date1904 } = await readSheets(archive);
    const targets = await readTargets(archive);
    const dates = await readDateStyles(archive);
    const strings = await readStrings(archive);
    const parts = new Map(sheets.map((s) => [s.name, targets.get(s.relation)] as const));
    return {
      sheets: sheets.map((s) => s.name),
      rows: (sheet) => {
        const part = parts.get(sheet);
        if (!part) throw new DomainError('sheet_unknown', { sheet });
        return sheetRows(archive, part, strings, { dates, date1904 });
      },
      close: () => archive.close(),
    };
  } catch (error) {
    archive.close();
    throw error;
  }
}

async function readSheets(archive: Archive) {
  const sheets: { name: string; relation: string }[] = [];
  let date1904 = false;
  const part = 'xl/workbook.xml';
  await readXml(await archive.stream(part), part, {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (name !== 'sheet' || (attributes.state ?? 'visible') !== 'visible') return;
      const relation = Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key))?.[1];
      if (attributes.name && relation) sheets.push({ name: attributes.name, relation });
    },
  });
  if (sheets.length === 0) throw new DomainError('file_empty');
  return { sheets, date1904 };
}

async function readTargets(archive: Archive): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  const part = 'xl/_rels/workbook.xml.rels';
  await readXml(await archive.stream(part), part, {
    open(name, { Id, Target }) {
      if (name !== 'Relationship' || !Id || !Target) return;
      targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
    },
  });
  return targets;
}

async function readDateStyles(archive: Archive): Promise<boolean[]> {
  const dates: boolean[] = [];
  const formats = new Map<number, string>();
  const part = 'xl/styles.xml';
  if (!archive.has(part)) return dates;
  let inCellStyles = false;
  await readXml(await archive.stream(part), part, {
    open(name, attributes) {
      if (name === 'numFmt') formats.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      else if (name === 'cellXfs') inCellStyles = true;
      else if (name === 'xf' && inCellStyles) {
        const id = Number(attributes.numFmtId ?? 0);
        dates.push(isDateFormat(id, formats.get(id)));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellStyles = false;
    },
  });
  return dates;
}

async function readStrings(archive: Archive): Promise<string[]> {
  const part = 'xl/sharedStrings.xml';
  const strings: string[] = [];
  if (!archive.has(part)) return strings;
  let characters = 0;
  let value = '';
  let inText = false;
  // Readings beside Japanese text (rPh) are no part of it.
  let aside = 0;
  await readXml(await archive.stream(part), part, {
    open(name) {
      if (name === 'si') value = '';
      else if (name === 'rPh') aside++;
      else if (name === 't') inText = aside === 0;
    },
    close(name) {
      if (name === 'rPh') aside--;
      else if (name === 't') inText = false;
      else if (name === 'si') {
        characters += value.length;
        strings.push(value);
        if (strings.length > MAX_STRINGS || characters > MAX_STRING_CHARACTERS) {
          throw new DomainError('xlsx_expands_too_far');
        }
      }
    },
    text(text) {
      if (inText) value = clipped(value, text);
    },
  });
  return strings;
}

/** Text is kept up to one character over the limit, so that it can be told from what fits. */
function clipped(value: string, more: string): string {
  return value.length > MAX_CELL ? value : value + more.slice(0, MAX_CELL + 1 - value.length);
}

async function* sheetRows(
  archive: Archive,
  part: string,
  strings: readonly string[],
  styles: Styles,
): AsyncGenerator<TableRow[]> {
  const reader = new SheetReader(strings, styles);
  for await (const _ of parseXml(await archive.stream(part), part, reader)) {
    const rows = reader.take();
    if (rows.length > 0) yield rows;
  }
  const rows = reader.take();
  if (rows.length > 0) yield rows;
}

/** Turns the events of a sheet part into rows. */
class SheetReader {
  readonly #strings: readonly string[];
  readonly #styles: Styles;
  #rows: TableRow[] = [];
  #row: TableRow = { no: 0, cells: [] };
  #column = 0;
  #type = 'n';
  #style = 0;
  #value = '';
  #inValue = false;

  constructor(strings: readonly string[], styles: Styles) {
    this.#strings = strings;
    this.#styles = styles;
  }

  take(): TableRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'row') {
      this.#row = { no: Number(attributes.r) || this.#row.no + 1, cells: [] };
      this.#column = -1;
    } else if (name === 'c') {
      this.#column = attributes.r ? columnOf(attributes.r) : this.#column + 1;
      this.#type = attributes.t ?? 'n';
      this.#style = Number(attributes.s ?? 0);
      this.#value = '';
    } else if (name === 'v' || name === 't') {
      this.#inValue = true;
    }
  }

  text(text: string): void {
    if (this.#inValue) this.#value = clipped(this.#value, text);
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#inValue = false;
    else if (name === 'c') this.#cell();
    else if (name === 'row' && (this.#row.cells.length > 0 || this.#row.problem)) {
      // Holes are filled, so that every cell is one.
      for (let i = 0; i < this.#row.cells.length; i++) this.#row.cells[i] ??= '';
      this.#rows.push(this.#row);
    }
  }

  #cell(): void {
    const value = this.#valueOf();
    if (value === '') return;
    if (this.#column >= MAX_COLUMNS) {
      this.#row.problem = { code: 'row_too_many_cells', details: { limit: MAX_COLUMNS } };
      return;
    }
    if (typeof value === 'string' && value.length > MAX_CELL) {
      this.#row.problem = { code: 'cell_too_long', details: { limit: MAX_CELL } };
      this.#row.cells[this.#column] = `${value.slice(0, 100)}…`;
      return;
    }
    this.#row.cells[this.#column] = value;
  }

  #valueOf(): Cell {
    const value = this.#value;
    if (this.#type === 's') return (this.#strings[Number(value)] ?? '').normalize('NFC');
    if (this.#type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
    if (this.#type === 'd') return value;
    if (this.#type !== 'n') return value.normalize('NFC');
    if (value === '') return '';
    const number = Number(value);
    if (!Number.isFinite(number)) return value;
    const isDate = this.#styles.dates[this.#style] ?? false;
    return isDate ? serialToIso(number, this.#styles.date1904) : number;
  }
}

/** Zero-based column of a cell reference ("C17" → 2). */
function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i) | 32;
    if (code < 97 || code > 122) break;
    column = column * 26 + (code - 96);
  }
  return column - 1;
}
