import type { ImportKindName } from '@quen/contracts/imports.ts';
import type { Mapping } from './columns.ts';
import type { Cell } from './read/table.ts';
import type { Tally } from './tally.ts';

export type ImportState =
  | 'uploaded'
  | 'checking'
  | 'checked'
  | 'running'
  | 'done'
  | 'failed'
  | 'cancelled';

/** What a person decided about a file besides its columns. */
export interface ImportChoices {
  /** The system the numbers come from; with the order number it tells repeats. */
  source: string;
  sheet?: string;
  encoding?: string;
  delimiter?: string;
  dayOrder?: 'dmy' | 'mdy';
  decimalMark?: 'dot' | 'comma';
}

export interface FileFormat {
  format: 'csv' | 'xlsx';
  encoding: string | null;
  delimiter: string | null;
  sheet: string | null;
  sheets: string[];
}

/** What a run has done so far, or a dry run would do. */
export interface Summary extends Tally {
  rowsPerSecond: number;
  seconds: number;
  dayOrder: 'dmy' | 'mdy';
  /** False where no date told day from month, and custom decided. */
  dayOrderProven: boolean;
}

/** An import as it is kept. */
export interface Import {
  id: string;
  kind: ImportKindName;
  fileName: string;
  fileSize: number;
  /** Below the folder of uploads; '' once the file is gone. */
  filePath: string;
  state: ImportState;
  columns: string[];
  preview: Cell[][];
  format: FileFormat;
  mapping: Mapping;
  choices: ImportChoices;
  totalRows: number | null;
  summary: Summary | null;
  forecast: Summary | null;
  error: { code: string; details: Record<string, unknown> } | null;
  checkpoint: number[];
  createdBy: string;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}
