/** What a cell may hold: numbers stay numbers, nothing is an empty cell. */
export type Cell = string | number | null;

/**
 * A table as CSV (RFC 4180: CRLF, quotes doubled) that spreadsheets open as it is: with a byte order
 * mark, so that Excel reads UTF-8. A text that would be taken for a formula is set off by an
 * apostrophe; numbers are left alone, so a negative amount stays one.
 */
export function toCsv(header: readonly string[], rows: Iterable<readonly Cell[]>): string {
  let text = `\u{feff}${header.map(csvCell).join(',')}\r\n`;
  for (const row of rows) text += `${row.map(csvCell).join(',')}\r\n`;
  return text;
}

/** One cell, guarded and quoted where it needs to be. */
export function csvCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
