/**
 * A table as the readers give it, whatever the file: rows of cells, in the order of the file. Cells
 * of a spreadsheet that are numbers stay numbers; its dates come as local ISO text.
 */
export type Cell = string | number;

export interface TableRow {
  /** As a spreadsheet numbers it: the header is usually row 1. */
  no: number;
  cells: Cell[];
  /** Set where the row cannot be used as it is; the cells are then what could be kept of it. */
  problem?: RowProblem;
}

export interface RowProblem {
  code: 'cell_too_long' | 'row_too_many_cells';
  details: Record<string, unknown>;
}

/** Longest cell that is read; the row of a longer one is rejected. Characters. */
export const MAX_CELL = 32_767;
/** Longest row that is kept in memory. Characters. */
export const MAX_ROW = 1_000_000;
export const MAX_COLUMNS = 500;

export function isBlank(cells: readonly Cell[]): boolean {
  return cells.every((cell) => cell === '' || (typeof cell === 'string' && cell.trim() === ''));
}
