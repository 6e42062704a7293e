/** Number formats that Excel numbers itself and that show dates or times. */
function isBuiltIn(id: number): boolean {
  return (
    (id >= 14 && id <= 22) ||
    (id >= 27 && id <= 36) ||
    (id >= 45 && id <= 47) ||
    (id >= 50 && id <= 58)
  );
}

/** Whether numbers in this format are dates: d, m, y, h or s outside quotes, brackets and escapes. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return isBuiltIn(id);
  const bare = code.replace(/"[^"]*"|\\.|_.|\*./g, '').replace(/\[(?![hms]+\])[^\]]*\]/gi, '');
  return !/general/i.test(bare) && /[dmyhs]/i.test(bare);
}

const DAY_MS = 86_400_000;

/** The days Excel can count to: 31/12/9999. */
export const MAX_SERIAL = 2_958_466;

/**
 * Local ISO text of an Excel date serial: "2024-05-01", with "T10:30:00" where it has a time, or
 * "10:30:00" where it is a time only. Serials count days from 1900 (with a 29 February 1900 that
 * never was) or, in old Mac workbooks, from 1904.
 */
export function serialToIso(serial: number, date1904 = false): string {
  if (serial < 0 || serial >= MAX_SERIAL) return String(serial);
  const seconds = Math.round(serial * 86_400);
  const days = Math.floor(seconds / 86_400);
  const time = new Date((seconds % 86_400) * 1000).toISOString().slice(11, 19);
  if (days === 0) return time;
  const base = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  const date = new Date(base + days * DAY_MS).toISOString().slice(0, 10);
  return time === '00:00:00' ? date : `${date}T${time}`;
}
