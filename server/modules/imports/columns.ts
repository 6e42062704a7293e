import { type ImportKindName, importFields } from '@quen/contracts/imports.ts';
import { DomainError } from '../../platform/errors.ts';
import { normaliseEmail, normalisePhone } from '../customers/index.ts';
import { headerScore } from './headers.ts';
import type { Cell, TableRow } from './read/table.ts';
import type { StoreNames } from './stores.ts';
import { readAmount } from './values/amounts.ts';
import { DateReader } from './values/dates.ts';

/** Which column holds which field, by column name. */
export type Mapping = Record<string, string>;

/** The share of a column's filled cells that could be this field; 1 where anything could. */
function fit(field: string, cells: readonly Cell[], stores: StoreNames | undefined): number {
  const test = field === 'store' ? (c: Cell) => stores?.codeOf(c) !== undefined : tests[field];
  if (!test || cells.length === 0) return 1;
  return cells.filter(test).length / cells.length;
}

const dates = new DateReader('dmy', 'UTC');
const americanDates = new DateReader('mdy', 'UTC');
const isDate = (cell: Cell) =>
  dates.read(cell) !== undefined || americanDates.read(cell) !== undefined;
const isPhone = (cell: Cell) => normalisePhone(String(cell)) !== undefined;
const isAmount = (cell: Cell) => {
  const result = readAmount(cell, 'dot', 'USD');
  const dong = 'problem' in result ? readAmount(cell, 'comma', 'VND') : result;
  return 'amount' in dong || dong.problem === 'amount_negative';
};
const isText = (cell: Cell) => typeof cell === 'string' && /\p{L}/u.test(cell);

const tests: Record<string, (cell: Cell) => boolean> = {
  at: isDate,
  createdAt: isDate,
  phone: isPhone,
  email: (cell) => normaliseEmail(String(cell)) !== undefined,
  amount: isAmount,
  lineAmount: isAmount,
  unitPrice: isAmount,
  discount: isAmount,
  quantity: isAmount,
  items: isAmount,
  name: isText,
  product: isText,
  card: (cell) => /^9[\d\s]{12,}$/.test(String(cell)),
  time: (cell) => typeof cell === 'number' || cell.includes(':'),
};

/**
 * A guess of the mapping from header words and what is in the columns: a header may say "customer"
 * and hold phone numbers, or "branch" and name no store of this business. Each column and each field
 * is used once, surest first.
 */
export function guessMapping(
  kind: ImportKindName,
  columns: readonly string[],
  sample: readonly TableRow[],
  stores?: StoreNames,
): Mapping {
  const filled = columns.map((_, i) =>
    sample.map((row) => row.cells[i] ?? '').filter((cell) => String(cell).trim() !== ''),
  );
  const bids: { field: string; column: number; score: number }[] = [];
  for (const { key: field } of importFields[kind]) {
    columns.forEach((name, column) => {
      const share = fit(field, filled[column] ?? [], stores);
      let score = headerScore(field, name) * (share < 0.6 ? 0 : 0.5 + share / 2);
      // A column that is called after the customer and holds phones (or addresses) is just that.
      const cells = filled[column] ?? [];
      if ((field === 'phone' || field === 'email') && score === 0 && cells.length > 0) {
        const called = Math.max(headerScore('customer', name), headerScore('name', name));
        if (share > 0.8 && called > 0.4) score = called + 0.5;
      }
      if (score > 0.35) bids.push({ field, column, score });
    });
  }
  bids.sort((a, b) => b.score - a.score || a.column - b.column);
  const mapping: Mapping = {};
  const taken = new Set<number>();
  for (const { field, column } of bids) {
    if (mapping[field] || taken.has(column)) continue;
    mapping[field] = columns[column] as string;
    taken.add(column);
  }
  return settled(kind, mapping);
}

/** Without lines, a quantity is the order's, and line amounts are its total. */
function settled(kind: ImportKindName, mapping: Mapping): Mapping {
  if (kind !== 'orders' || mapping.sku || mapping.product) return mapping;
  const { quantity, lineAmount, unitPrice: _, category: __, ...rest } = mapping;
  if (quantity && !rest.items) rest.items = quantity;
  if (lineAmount && !rest.amount) rest.amount = lineAmount;
  return rest;
}

/** Where each mapped field is in a row. Throws column_unknown, invalid_input. */
export function mappedIndexes(
  kind: ImportKindName,
  mapping: Mapping,
  columns: readonly string[],
): Map<string, number> {
  const known = new Set(importFields[kind].map((f) => f.key));
  const byName = new Map(columns.map((name, i) => [name.toLocaleLowerCase('vi'), i]));
  const indexes = new Map<string, number>();
  for (const [field, column] of Object.entries(mapping)) {
    if (!known.has(field)) throw new DomainError('invalid_input', { problem: `no field ${field}` });
    const index = byName.get(column.normalize('NFC').trim().toLocaleLowerCase('vi'));
    if (index === undefined) {
      throw new DomainError('column_unknown', { column, columns: columns.join(', ') });
    }
    indexes.set(field, index);
  }
  return indexes;
}

/** The same for a mapping that is complete. Throws mapping_incomplete where it is not. */
export function columnIndexes(
  kind: ImportKindName,
  mapping: Mapping,
  columns: readonly string[],
): Map<string, number> {
  const indexes = mappedIndexes(kind, mapping, columns);
  const missing = missingFields(kind, indexes);
  if (missing.length > 0) {
    throw new DomainError('mapping_incomplete', { missing: missing.join(', '), fields: missing });
  }
  return indexes;
}

/** Fields without which the file cannot be imported. */
export function missingFields(
  kind: ImportKindName,
  mapped: { has(field: string): boolean },
): string[] {
  const required = importFields[kind].filter((f) => f.required && !mapped.has(f.key));
  const missing = required.map((f) => f.key);
  if (kind === 'orders' && !mapped.has('amount') && !mapped.has('lineAmount'))
    missing.push('amount');
  if (kind === 'customers' && !['phone', 'email', 'customer'].some((f) => mapped.has(f))) {
    missing.push('phone');
  }
  return missing;
}
