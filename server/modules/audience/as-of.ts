import type { Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { localDate, startOfDate, startOfDayPlus } from '../../platform/time.ts';

/**
 * The day a report speaks for: everything up to the end of that day in the business's zone counts.
 * Returns are the exception: they lessen the order they belong to, whenever they were made.
 */
export interface AsOf {
  /** YYYY-MM-DD. */
  date: string;
  /** First instant of the day. */
  start: Date;
  /** First instant after the day. */
  end: Date;
}

/** Today, or the day given as YYYY-MM-DD; invalid_input where that is no day up to today. */
export function asOf(tx: Tx, date?: string): AsOf {
  const { timeZone } = tx.tenant;
  const today = localDate(tx.now, timeZone);
  if (date !== undefined && !isDate(date)) {
    throw new DomainError('invalid_input', { problem: 'asOf must be a date like 2026-12-31' });
  }
  if (date !== undefined && date > today) {
    throw new DomainError('invalid_input', { problem: `asOf lies ahead of today, ${today}` });
  }
  const start = startOfDate(date ?? today, timeZone);
  return { date: date ?? today, start, end: startOfDayPlus(start, 1, timeZone) };
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '1900-01-01') return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
