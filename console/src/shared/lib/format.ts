import type { Language } from '../i18n/i18n.ts';

export interface Region {
  currency: string;
  timeZone: string;
}

export type Instant = string | Date;

const locales = { vi: 'vi-VN', en: 'en-GB' } as const;
const dash = '–';

/**
 * Numbers, money and dates as the language and the business write them. Amounts come in minor
 * units (VND has none, USD has two digits); dates are shown in the business's time zone.
 */
export function formatter(language: Language, { currency, timeZone }: Region) {
  const locale = locales[language];
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
      .maximumFractionDigits ?? 0;
  const scale = 10 ** digits;
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const wholeMoney = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: 0,
    maximumFractionDigits: digits,
  });
  const compactMoney = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
  });
  const date = new Intl.DateTimeFormat(locale, {
    timeZone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  });
  const dateTime = new Intl.DateTimeFormat(locale, {
    timeZone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  });
  const month = new Intl.DateTimeFormat(locale, { timeZone, month: 'long', year: 'numeric' });
  const kilobytes = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'kilobyte',
    maximumFractionDigits: 0,
  });
  const megabytes = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'megabyte',
    maximumFractionDigits: 1,
  });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

  const when = (value: Instant | null | undefined, write: (at: Date) => string) =>
    value === null || value === undefined ? dash : write(new Date(value));

  return {
    /** Minor units of one major unit: what a form multiplies by. */
    scale,
    digits,
    currency,
    number: (value: number | null | undefined) => (value == null ? dash : number.format(value)),
    compact: (value: number) => compact.format(value),
    /** `share` is 0–1. */
    percent: (share: number | null | undefined) => (share == null ? dash : percent.format(share)),
    money: (minor: number | null | undefined) =>
      minor == null ? dash : wholeMoney.format(minor / scale),
    moneyShort: (minor: number | null | undefined) =>
      minor == null ? dash : compactMoney.format(minor / scale),
    fileSize: (bytes: number) =>
      bytes < 1e6 ? kilobytes.format(Math.ceil(bytes / 1e3)) : megabytes.format(bytes / 1e6),
    date: (value: Instant | null | undefined) => when(value, (at) => date.format(at)),
    dateTime: (value: Instant | null | undefined) => when(value, (at) => dateTime.format(at)),
    month: (value: Instant) => month.format(new Date(value)),
    /** "3 ngày trước", "trong 2 tháng": the nearest unit that is not zero. */
    ago: (value: Instant | null | undefined, now = new Date()) =>
      when(value, (at) => relativeTime(relative, at, now)),
  };
}

export type Format = ReturnType<typeof formatter>;

const units = [
  ['year', 365 * 86_400_000],
  ['month', 30.4 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

function relativeTime(relative: Intl.RelativeTimeFormat, at: Date, now: Date): string {
  const distance = at.getTime() - now.getTime();
  for (const [unit, size] of units) {
    // Vietnamese data begin some of these with a capital ("Hôm qua"); they stand inside sentences.
    if (Math.abs(distance) >= size) {
      return relative.format(Math.trunc(distance / size), unit).toLowerCase();
    }
  }
  return relative.format(0, 'minute').toLowerCase();
}

/** "+84912345678" as people write it: "0912 345 678". */
export function formatPhone(phone: string | null | undefined): string {
  if (!phone) return dash;
  const local = phone.startsWith('+84') ? `0${phone.slice(3)}` : phone;
  return local.startsWith('+') ? local : local.replace(/^(\d{4})(\d{3})(\d+)$/, '$1 $2 $3');
}
