import { DomainError } from '../../../platform/errors.ts';
import { MAX_CELL, MAX_ROW, type TableRow } from './table.ts';

/**
 * Splits text into rows as it arrives. Written here because a shop's file has to be read to its end
 * whatever is in it: a cell of any size costs bounded memory and only its own row, stray quotes
 * are kept as written, and rows without quotes (nearly all) are cut by the engine's own split.
 *
 * Quoting is RFC 4180: a cell that starts with a quote ends at the next lone one.
 */
export class CsvSplitter {
  readonly #delimiter: string;
  #rest = '';
  #no = 0;
  /** Inside a row too long to keep: whether a quote is open there. */
  #skipping: { quoted: boolean } | undefined;
  /** In a text with lone carriage returns a CR at the end of a chunk may be half a line break. */
  #endsInReturn = false;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** The rows that `text` completes. */
  push(text: string): TableRow[] {
    let chunk = this.#endsInReturn ? `\r${text}` : text;
    this.#endsInReturn = chunk.endsWith('\r');
    if (this.#endsInReturn) chunk = chunk.slice(0, -1);
    return this.#split(this.#rest + normaliseBreaks(chunk), false);
  }

  /** The last row. Throws csv_quote_open where a quote was opened and never closed. */
  end(): TableRow[] {
    return this.#split(`${this.#rest}${this.#endsInReturn ? '\n' : ''}`, true);
  }

  #split(text: string, last: boolean): TableRow[] {
    const rows: TableRow[] = [];
    let at = 0;
    let quote = text.indexOf('"');
    while (at < text.length || (last && this.#skipping)) {
      if (this.#skipping) {
        const end = this.#skip(text, at, last);
        if (end === -1) {
          at = text.length;
          break;
        }
        rows.push(this.#tooLong([]));
        at = end;
        continue;
      }
      const end = text.indexOf('\n', at);
      if (end === -1 && !last) break;
      const stop = end === -1 ? text.length : end;
      if (quote !== -1 && quote < at) quote = text.indexOf('"', at);
      if (quote === -1 || quote > stop) {
        rows.push(this.#row(text.slice(at, stop).split(this.#delimiter)));
        at = stop + 1;
        continue;
      }
      const quoted = this.#quotedRow(text, at, last);
      if (!quoted) break;
      rows.push(this.#row(quoted.cells));
      at = quoted.end;
    }
    this.#rest = at < text.length ? text.slice(at) : '';
    if (this.#rest.length <= MAX_ROW) return rows;
    this.#skipping = { quoted: false };
    const rest = this.#rest;
    this.#rest = '';
    return rows.concat(this.#split(rest, last));
  }

  #row(cells: string[]): TableRow {
    for (const cell of cells) if (cell.length > MAX_CELL) return this.#tooLong(cells);
    return { no: ++this.#no, cells };
  }

  #tooLong(cells: string[]): TableRow {
    return {
      no: ++this.#no,
      cells: cells.map((cell) => (cell.length > MAX_CELL ? `${cell.slice(0, 100)}…` : cell)),
      problem: { code: 'cell_too_long', details: { limit: MAX_CELL } },
    };
  }

  /** A row that contains quotes; undefined where its end has not arrived yet. */
  #quotedRow(
    text: string,
    start: number,
    last: boolean,
  ): { cells: string[]; end: number } | undefined {
    const cells: string[] = [];
    let at = start;
    for (;;) {
      let cell = '';
      if (text.charCodeAt(at) === QUOTE) {
        at++;
        for (;;) {
          const close = text.indexOf('"', at);
          if (close === -1) {
            if (last) throw new DomainError('csv_quote_open', { row: this.#no + 1 });
            return undefined;
          }
          cell += text.slice(at, close);
          at = close + 1;
          if (text.charCodeAt(at) !== QUOTE) break;
          cell += '"';
          at++;
        }
        // The next chunk may begin with the second half of a doubled quote.
        if (at >= text.length && !last) return undefined;
      }
      const stop = this.#cellEnd(text, at);
      if (stop === -1 && !last) return undefined;
      const end = stop === -1 ? text.length : stop;
      cells.push(cell + text.slice(at, end));
      at = end + 1;
      if (end >= text.length || text.charCodeAt(end) === NEWLINE) return { cells, end: at };
    }
  }

  #cellEnd(text: string, from: number): number {
    const newline = text.indexOf('\n', from);
    const delimiter = text.indexOf(this.#delimiter, from);
    if (delimiter === -1) return newline;
    return newline === -1 ? delimiter : Math.min(newline, delimiter);
  }

  /** Passes over a row too long to keep; where the next one starts, or -1 if not in this text. */
  #skip(text: string, from: number, last: boolean): number {
    const state = this.#skipping as { quoted: boolean };
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) state.quoted = !state.quoted;
      else if (code === NEWLINE && !state.quoted) {
        this.#skipping = undefined;
        return at + 1;
      }
    }
    if (!last) return -1;
    if (state.quoted) throw new DomainError('csv_quote_open', { row: this.#no + 1 });
    this.#skipping = undefined;
    return text.length;
  }
}

const QUOTE = 34;
const NEWLINE = 10;

function normaliseBreaks(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

const candidates = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof candidates)[number];

/**
 * The delimiter of a text by its beginning: the one that cuts most rows into the same number of
 * cells, and more than one. Excel's own "sep=;" line decides where there is one.
 */
export function sniffDelimiter(text: string): Delimiter {
  const told = /^sep=([,;\t|])\r?\n/i.exec(text)?.[1];
  if (told) return told as Delimiter;
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of candidates) {
    const rows = firstRows(text, delimiter).slice(0, 50);
    const widths = new Map<number, number>();
    for (const { cells } of rows) {
      if (cells.length > 1) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
    }
    for (const [width, count] of widths) {
      // Agreement between rows counts more than many cells: commas also sit inside amounts.
      const score = (count / rows.length) ** 2 * Math.min(width, 50) ** 0.5;
      if (score > bestScore) {
        best = delimiter;
        bestScore = score;
      }
    }
  }
  return best;
}

function firstRows(text: string, delimiter: string): TableRow[] {
  const splitter = new CsvSplitter(delimiter);
  const rows = splitter.push(text);
  // The beginning of a file ends anywhere, quotes included; a short file is all of itself.
  if (rows.length > 0) return rows;
  try {
    return splitter.end();
  } catch {
    return [];
  }
}
