/** Calendar months as YYYY-MM, in whatever zone the caller put them. */

const indexOf = (month: string): number =>
  Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;

/** 'YYYY-MM' so many months on. */
export function addMonths(month: string, count: number): string {
  const index = indexOf(month) + count;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** How many months `later` lies after `month`; negative where it lies before. */
export function monthsBetween(month: string, later: string): number {
  return indexOf(later) - indexOf(month);
}

/** The months from first to last, both included; none where last lies before. */
export function monthRange(first: string, last: string): string[] {
  const count = monthsBetween(first, last) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => addMonths(first, i));
}

export const monthOf = (date: string): string => date.slice(0, 7);

/** Whether the local date is the last day of its month. */
export function endsMonth(date: string): boolean {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year, month, 0)).getUTCDate() === day;
}

/** The last month that is over by the end of the day. */
export function lastCompleteMonth(date: string): string {
  return endsMonth(date) ? monthOf(date) : addMonths(monthOf(date), -1);
}
