import type { Tenant } from '../../platform/db.ts';
import type { Table } from './read/open.ts';
import { type DecimalMark, decideMark, type MarkEvidence, weighMarks } from './values/amounts.ts';
import { type DayOrder, decideOrder, type OrderEvidence, weighOrder } from './values/dates.ts';

/** What only the whole file can tell: how it writes dates and numbers, and how long it is. */
export interface ColumnFacts {
  rows: number;
  dayOrder: DayOrder;
  /** False where dates could be read either way and the business's custom was assumed. */
  dayOrderProven: boolean;
  decimalMark(field: string): DecimalMark;
}

const dateFields = new Set(['at', 'createdAt', 'birthday']);
const numberFields = new Set([
  'amount',
  'discount',
  'unitPrice',
  'lineAmount',
  'quantity',
  'items',
]);

export interface ScanOptions {
  /** Decided by a person instead of by the column. */
  dayOrder?: DayOrder | undefined;
  decimalMark?: DecimalMark | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Reads the whole file once before anything is posted. Day and month are decided on the whole
 * column, never cell by cell, and a file that breaks in the middle is refused before its beginning
 * is half imported.
 */
export async function scan(
  table: Table,
  indexes: Map<string, number>,
  tenant: Tenant,
  options: ScanOptions = {},
): Promise<ColumnFacts> {
  const order: OrderEvidence = { dmy: 0, mdy: 0, either: 0 };
  const marks = new Map<string, MarkEvidence>();
  const dates = [...indexes].filter(([field]) => dateFields.has(field)).map(([, i]) => i);
  const numbers = [...indexes].flatMap(([field, index]) => {
    if (!numberFields.has(field)) return [];
    const evidence = { dot: 0, comma: 0 };
    marks.set(field, evidence);
    return [{ index, evidence }];
  });
  let rows = 0;
  for await (const some of table.rows()) {
    options.signal?.throwIfAborted();
    rows += some.length;
    for (const { cells } of some) {
      for (const index of dates) weighOrder(cells[index] ?? '', order);
      for (const { index, evidence } of numbers) weighMarks(cells[index] ?? '', evidence);
    }
  }
  return {
    rows,
    dayOrder: options.dayOrder ?? decideOrder(order, tenant.locale),
    dayOrderProven: options.dayOrder !== undefined || order.dmy !== order.mdy || order.either === 0,
    decimalMark: (field) =>
      options.decimalMark ?? decideMark(together(marks, field), tenant.currency),
  };
}

/** A column without evidence of its own follows the other columns of the file. */
function together(marks: Map<string, MarkEvidence>, field: string): MarkEvidence {
  const own = marks.get(field);
  if (own && own.dot !== own.comma) return own;
  const all = { dot: 0, comma: 0 };
  for (const { dot, comma } of marks.values()) {
    all.dot += dot;
    all.comma += comma;
  }
  return all;
}
