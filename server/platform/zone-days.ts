import { Temporal } from 'temporal-polyfill';

export const MS_PER_DAY = 86_400_000;
/** More than a hundred years of them. */
const MAX_DAYS = 50_000;

/**
 * The days of a zone by their number, 0 for 1970-01-01. Every order asks for days and months about
 * its moment, so the calendar is asked but once when a day starts.
 */
class Days {
  readonly #zone: string;
  readonly #starts = new Map<number, number>();

  constructor(zone: string) {
    this.#zone = zone;
  }

  /** The first instant of a day, in milliseconds. */
  start(day: number): number {
    let start = this.#starts.get(day);
    if (start === undefined) {
      if (this.#starts.size >= MAX_DAYS) this.#starts.clear();
      start = new Temporal.PlainDate(1970, 1, 1)
        .add({ days: day })
        .toZonedDateTime(this.#zone).epochMilliseconds;
      this.#starts.set(day, start);
    }
    return start;
  }

  /** The day of an instant. */
  of(ms: number): number {
    // Zones lie up to 14 hours from UTC, so this is the day itself or one beside it.
    let day = Math.floor(ms / MS_PER_DAY);
    while (ms < this.start(day)) day--;
    while (ms >= this.start(day + 1)) day++;
    return day;
  }

  /** True for a day of 24 hours, on which no clock is changed. */
  isPlain(day: number): boolean {
    return this.start(day + 1) - this.start(day) === MS_PER_DAY;
  }
}

const calendars = new Map<string, Days>();

/** The days of an IANA time zone. */
export function daysIn(zone: string): Days {
  let days = calendars.get(zone);
  if (!days) {
    days = new Days(zone);
    calendars.set(zone, days);
  }
  return days;
}
