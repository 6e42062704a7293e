import type { Problem } from './kind.ts';
import type { Cell, TableRow } from './read/table.ts';

/** Thrown while a row is read; caught where rows become entries. */
export class RowError extends Error {
  readonly problem: Problem;
  constructor(code: string, details: Record<string, unknown> = {}) {
    super(code);
    this.problem = { code, details };
  }
}

const scientific = /^\d(?:[.,]\d+)?E\+\d+$/i;
/** What systems write where there was nobody: a counter sale without a name. */
const nobody =
  /^(?:khach (?:hang )?(?:le|vang lai)|walk[- ]?in(?: customer)?|guest|anonymous|n\/?a|null|none|-+|0+)$/;

/** Reads fields of rows by their mapping. */
export class Cells {
  readonly #indexes: Map<string, number>;
  readonly #columns: readonly string[];

  constructor(indexes: Map<string, number>, columns: readonly string[]) {
    this.#indexes = indexes;
    this.#columns = columns;
  }

  has(field: string): boolean {
    return this.#indexes.has(field);
  }

  /** The name the file gives the field's column. */
  column(field: string): string {
    return this.#columns[this.#indexes.get(field) ?? -1] ?? field;
  }

  raw(row: TableRow, field: string): Cell {
    const index = this.#indexes.get(field);
    return index === undefined ? '' : (row.cells[index] ?? '');
  }

  /** The text of a field, without what guards it against formulas; '' where there is none. */
  text(row: TableRow, field: string, limit: number): string {
    const cell = this.raw(row, field);
    if (typeof cell === 'number') return String(cell);
    const text = cell.replace(/^'(?=[=+\-@])/, '').trim();
    if (text.length > limit) {
      throw new RowError('value_too_long', { column: this.column(field), limit });
    }
    return /\p{Cc}/u.test(text) ? text.replace(/\p{Cc}+/gu, ' ').trim() : text;
  }

  /** A code or number that names something. One that Excel shortened names nothing any more. */
  code(row: TableRow, field: string, limit: number): string {
    const text = this.text(row, field, limit);
    if (scientific.test(text)) {
      throw new RowError('scientific_notation', { value: text, column: this.column(field) });
    }
    return text;
  }

  required(row: TableRow, field: string, limit: number): string {
    const text = this.code(row, field, limit);
    if (text === '') throw new RowError('value_missing', { column: this.column(field) });
    return text;
  }

  /** A text that names a person; '' for the placeholders of anonymous sales. */
  person(row: TableRow, field: string, limit: number): string {
    const text = this.code(row, field, limit);
    return /[1-9]/.test(text) || !nobody.test(plain(text)) ? text : '';
  }
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
