import { Temporal } from 'temporal-polyfill';

/**
 * Calendar arithmetic in a business's time zone. Instants are Date (UTC milliseconds) everywhere;
 * only this file turns them into calendar days and back. Intervals are half-open.
 */
export const MS_PER_DAY = 86_400_000;

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

/** The first instant of the local day that `days` after the day of `at`. */
export function startOfDayPlus(at: Date, days: number, zone: string): Date {
  return instant(zoned(at, zone).startOfDay().add({ days }));
}

const QUARTER_HOUR = 900_000;
const MAX_SLOTS = 50_000;
const slots = new Map<string, number>();

/**
 * The same wall-clock time `months` months on (the month's last day where the day is missing).
 *
 * Every order asks this of its moment, so the calendar is asked once a quarter of an hour: since
 * 1972 the offsets of all zones, and the moments they change, are multiples of it, so that what lies
 * within one quarter stays within one.
 */
export function plusMonths(at: Date, months: number, zone: string): Date {
  const slot = Math.floor(at.getTime() / QUARTER_HOUR) * QUARTER_HOUR;
  const key = `${slot} ${months} ${zone}`;
  let moved = slots.get(key);
  if (moved === undefined) {
    if (slots.size >= MAX_SLOTS) slots.clear();
    moved = zoned(new Date(slot), zone).add({ months }).epochMilliseconds;
    slots.set(key, moved);
  }
  return new Date(moved + (at.getTime() - slot));
}

/** First instant after the calendar month that lies `months` months after `at`. */
export function endOfMonthPlus(at: Date, months: number, zone: string): Date {
  return instant(
    zoned(at, zone)
      .toPlainDate()
      .with({ day: 1 })
      .add({ months: months + 1 })
      .toZonedDateTime(zone),
  );
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
