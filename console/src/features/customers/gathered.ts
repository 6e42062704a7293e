import type { Happening } from './customer-queries.ts';

export interface Gathered {
  row: Happening;
  /** Points the order of this row brought, told in the same breath. */
  earned: Happening[];
}

/** The timeline with the points of an order put to the order they came from. */
export function gathered(rows: readonly Happening[]): Gathered[] {
  const orders = new Set(rows.flatMap((row) => (row.kind === 'order.placed' ? row.subject : [])));
  const belongs = (row: Happening) =>
    row.kind === 'points.earned' && orders.has(String(row.data.order));
  return rows
    .filter((row) => !belongs(row))
    .map((row) => ({
      row,
      earned:
        row.kind === 'order.placed'
          ? rows.filter((other) => belongs(other) && other.data.order === row.subject)
          : [],
    }));
}
