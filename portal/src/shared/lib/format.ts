import type { Locale } from '@quen/contracts/text.ts';

const locales = { vi: 'vi-VN', en: 'en-GB' } as const;

export interface Region {
  currency: string;
  timeZone: string;
}

/**
 * Numbers, money and dates as the member's language writes them. Amounts are minor units (VND has
 * none, USD has two digits); dates are those of the shop's time zone, wherever the phone is.
 */
export function formatter(locale: Locale, { currency, timeZone }: Region) {
  const tag = locales[locale];
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
      .maximumFractionDigits ?? 0;
  const number = new Intl.NumberFormat(tag);
  const money = new Intl.NumberFormat(tag, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: 0,
    maximumFractionDigits: digits,
  });
  const date = new Intl.DateTimeFormat(tag, {
    timeZone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  });
  const time = new Intl.DateTimeFormat(tag, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  });
  const month = new Intl.DateTimeFormat(tag, { timeZone, month: 'long', year: 'numeric' });
  const iso = new Intl.DateTimeFormat('sv-SE', { timeZone });
  const day = (at: Date) => Date.parse(`${iso.format(at)}T00:00:00Z`);
  return {
    number: (value: number) => number.format(value),
    /** With a plus or a true minus, which is as wide; Intl writes a hyphen. */
    signed: (value: number) =>
      `${value > 0 ? '+' : value < 0 ? '−' : ''}${number.format(Math.abs(value))}`,
    money: (minor: number) => money.format(minor / 10 ** digits),
    date: (at: string) => date.format(new Date(at)),
    /** The last day of a half-open interval: what ends at midnight ends with the day before. */
    lastDay: (end: string) => date.format(new Date(new Date(end).getTime() - 1)),
    dateTime: (at: string) => `${time.format(new Date(at))} ${date.format(new Date(at))}`,
    month: (at: string) => {
      const text = month.format(new Date(at));
      return text.charAt(0).toLocaleUpperCase(tag) + text.slice(1);
    },
    /** Calendar days of the shop from today to the last day of a half-open interval; 0 is today. */
    daysLeft: (end: string, now = new Date()) =>
      Math.max(0, Math.round((day(new Date(new Date(end).getTime() - 1)) - day(now)) / 86_400_000)),
  };
}

export type Format = ReturnType<typeof formatter>;

/** "+84912345678" as people write it: "0912 345 678". */
export function formatPhone(phone: string): string {
  const local = phone.startsWith('+84') ? `0${phone.slice(3)}` : phone;
  return local.startsWith('+') ? local : local.replace(/^(\d{4})(\d{3})(\d+)$/, '$1 $2 $3');
}

/** "ABCDEFGHJKLM" in groups of four, to be read out and typed. */
export function formatVoucherCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1 ');
}
