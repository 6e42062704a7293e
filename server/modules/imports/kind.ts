import type { Tx } from '../../platform/db.ts';
import type { Cell, TableRow } from './read/table.ts';

/** A reason, as the error catalogue words it. */
export interface Problem {
  code: string;
  details: Record<string, unknown>;
}

/** What one or more rows of a file say together, or why they cannot be read. */
export type Entry<Item> = { rows: TableRow[] } & ({ item: Item } | { problem: Problem });

/** What became of an item. Amounts in minor units. */
export interface ItemOutcome {
  status: 'posted' | 'duplicate' | 'rejected';
  problem?: Problem;
  customerId?: string | null;
  revenue?: number;
  points?: number;
  tier?: { from: string | null; to: string | null } | null;
  at?: Date;
}

/** Something that can be imported: how rows are read, and how what they say is written. */
export interface ImportKind<Item> {
  /** Reads rows in order. An item may be made of several rows that follow each other. */
  entries(rows: AsyncIterable<TableRow[]>): AsyncIterable<Entry<Item>[]>;
  /** Items of one key are posted one after the other, never beside each other. */
  keyOf(item: Item): string;
  /** Writes items in the transaction: an outcome each, in order. One bad item harms no other. */
  post(tx: Tx, items: readonly Item[]): Promise<ItemOutcome[]>;
}

/** A rejected row, with what was in it, to be fixed and imported again. */
export interface Reject extends Problem {
  no: number;
  cells: Cell[];
}
