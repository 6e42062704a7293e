import { Temporal } from 'temporal-polyfill';
import { daysIn, MS_PER_DAY } from './zone-days.ts';

// Calendar arithmetic in a business's time zone. Instants are Date (UTC milliseconds) everywhere;
// only this file turns them into calendar days and back. Intervals are half-open.

export { MS_PER_DAY };

const zoned = (at: Date, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
const instant = (z: Temporal.ZonedDateTime) => new Date(z.epochMilliseconds);

export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** YYYY-MM-DD of the instant in the zone. */
export function localDate(at: Date, zone: string): string {
  return zoned(at, zone).toPlainDate().toString();
}

/** The first instant of a local date. */
export function startOfDate(date: string, zone: string): Date {
  return instant(Temporal.PlainDate.from(date).toZonedDateTime(zone));
}

/** The first instant of the local day that is `days` after the day of `at`. */
export function startOfDayPlus(at: Date, days: number, zone: string): Date {
  const calendar = daysIn(zone);
  return new Date(calendar.start(calendar.of(at.getTime()) + days));
}

/** The same wall-clock time `months` months on (the month's last day where the day is missing). */
export function plusMonths(at: Date, months: number, zone: string): Date {
  const calendar = daysIn(zone);
  const from = calendar.of(at.getTime());
  const to = sameDayPlus(from, months);
  // Where both days have their 24 hours, the same time of day is as far from their starts.
  return calendar.isPlain(from) && calendar.isPlain(to)
    ? new Date(calendar.start(to) + at.getTime() - calendar.start(from))
    : instant(zoned(at, zone).add({ months }));
}

/** First instant after the calendar month that lies `months` months after `at`. */
export function endOfMonthPlus(at: Date, months: number, zone: string): Date {
  const calendar = daysIn(zone);
  const day = new Date(calendar.of(at.getTime()) * MS_PER_DAY);
  const next = Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months + 1);
  return new Date(calendar.start(next / MS_PER_DAY));
}

/** The number of the day `months` months after a day, or of that month's last where it is missing. */
function sameDayPlus(day: number, months: number): number {
  const date = new Date(day * MS_PER_DAY);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + months;
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / MS_PER_DAY;
}

export function localHour(at: Date, zone: string): number {
  return zoned(at, zone).hour;
}

/** 1 = Monday … 7 = Sunday. */
export function localWeekday(at: Date, zone: string): number {
  return zoned(at, zone).dayOfWeek;
}

/** The next instant, at or after `at`, whose local hour is `hour` o'clock. */
export function nextLocalHour(at: Date, hour: number, zone: string): Date {
  const z = zoned(at, zone);
  let target = z.startOfDay().add({ hours: hour });
  if (Temporal.ZonedDateTime.compare(target, z) < 0)
    target = z.startOfDay().add({ days: 1, hours: hour });
  return instant(target);
}

/** A local wall-clock time (YYYY-MM-DD or YYYY-MM-DDTHH:mm[:ss]) as an instant. */
export function localToInstant(text: string, zone: string): Date {
  return instant(Temporal.PlainDateTime.from(text).toZonedDateTime(zone));
}

/** dd/MM/yyyy, as Vietnamese people write dates. */
export function formatDate(at: Date, zone: string): string {
  const d = zoned(at, zone);
  return `${String(d.day).padStart(2, '0')}/${String(d.month).padStart(2, '0')}/${d.year}`;
}
