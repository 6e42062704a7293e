import type { ImportKindName } from '@quen/contracts/imports.ts';
import { guessMapping, type Mapping } from './columns.ts';
import type { FileFormat, ImportChoices } from './model.ts';
import { openTable, type Table, type TableOptions } from './read/open.ts';
import type { Cell, TableRow } from './read/table.ts';
import type { StoreNames } from './stores.ts';

const SAMPLE_ROWS = 500;
const PREVIEW_ROWS = 20;
const PREVIEW_CELL = 200;

export interface Reading {
  columns: string[];
  preview: Cell[][];
  format: FileFormat;
  guess: Mapping;
}

/** How choices a person made reach the readers. */
export function tableOptions(choices: ImportChoices): TableOptions {
  return {
    sheet: choices.sheet,
    encoding: choices.encoding as TableOptions['encoding'],
    delimiter: choices.delimiter,
  };
}

/** Looks at the beginning of a file: what its columns are and what they probably mean. */
export async function readBeginning(
  path: string,
  kind: ImportKindName,
  choices: ImportChoices,
  stores: StoreNames,
): Promise<Reading> {
  const table = await openTable(path, tableOptions(choices));
  try {
    const sample = await firstRows(table, SAMPLE_ROWS);
    const clipped = (cell: Cell) =>
      typeof cell === 'string' && cell.length > PREVIEW_CELL
        ? `${cell.slice(0, PREVIEW_CELL)}…`
        : cell;
    return {
      columns: table.columns,
      preview: sample.slice(0, PREVIEW_ROWS).map((row) => row.cells.map(clipped)),
      format: {
        format: table.format,
        encoding: table.encoding,
        delimiter: table.delimiter,
        sheet: table.sheet,
        sheets: table.sheets,
      },
      guess: guessMapping(kind, table.columns, sample, stores),
    };
  } finally {
    table.close();
  }
}

async function firstRows(table: Table, most: number): Promise<TableRow[]> {
  const sample: TableRow[] = [];
  for await (const rows of table.rows()) {
    sample.push(...rows);
    if (sample.length >= most) break;
  }
  return sample.slice(0, most);
}
