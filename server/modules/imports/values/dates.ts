import { localToInstant } from '../../../platform/time.ts';
import { MAX_SERIAL, serialToIso } from '../read/excel-dates.ts';
import type { Cell } from '../read/table.ts';

/** Which number of "3/4/2024" is the day. ISO and Excel's own dates need no deciding. */
export type DayOrder = 'dmy' | 'mdy';

/** What a column's dates say: numbers over 12 in first or second place. */
export interface OrderEvidence {
  dmy: number;
  mdy: number;
  /** Dates that could be read either way. */
  either: number;
}

const numeric = /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4}|\d{2})(?!\d)/;
const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/;
const compact = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?$/;
const named =
  /^(?:(\d{1,2})[\s-]+([a-z]{3,9})\.?|([a-z]{3,9})\.?\s+(\d{1,2})),?[\s-]+(\d{4})(?!\d)/i;
const timePart =
  /(?:^|[T\s,])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:\s*(AM|PM|SA|CH|a\.m\.|p\.m\.))?/i;
const zonePart = /(Z|[+-]\d{2}:?\d{2})$/;
const monthNames = [
  'jan',
  'feb',
  'mar',
  'apr',
  'may',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct',
  'nov',
  'dec',
];

const tidy = (cell: Cell): string =>
  String(cell).normalize('NFKC').replace(/^'/, '').replace(/\s+/g, ' ').trim();

/** The day of a text may stand after its time ("08:30 01/05/2024"). */
const withoutTime = (text: string) => text.replace(/^\d{1,2}:\d{2}(?::\d{2})?\s+/, '');

/** Votes of one cell. */
export function weighOrder(cell: Cell, evidence: OrderEvidence): void {
  if (typeof cell === 'number') return;
  const match = numeric.exec(withoutTime(tidy(cell)));
  if (!match) return;
  const [first, second] = [Number(match[1]), Number(match[2])];
  if (first > 12 && second <= 12) evidence.dmy++;
  else if (second > 12 && first <= 12) evidence.mdy++;
  else if (first !== second) evidence.either++;
}

/** The order of a column; where no date tells, that of the business's language. */
export function decideOrder(evidence: OrderEvidence, locale: 'vi' | 'en'): DayOrder {
  if (evidence.dmy !== evidence.mdy) return evidence.dmy > evidence.mdy ? 'dmy' : 'mdy';
  return locale === 'vi' ? 'dmy' : 'mdy';
}

interface LocalDate {
  year: number;
  month: number;
  day: number;
}

interface LocalTime {
  hour: number;
  minute: number;
  second: number;
}

function dateOf(text: string, order: DayOrder): LocalDate | undefined {
  let match = iso.exec(text) ?? compact.exec(text);
  if (match) return checked(Number(match[1]), Number(match[2]), Number(match[3]));
  match = numeric.exec(text);
  if (match) {
    const [a, b] = [Number(match[1]), Number(match[2])];
    const year = Number(match[3]) + (match[3]?.length === 2 ? 2000 : 0);
    return order === 'dmy' ? checked(year, b, a) : checked(year, a, b);
  }
  match = named.exec(text);
  if (!match) return undefined;
  const name = (match[2] ?? match[3] ?? '').slice(0, 3).toLowerCase();
  return checked(Number(match[5]), monthNames.indexOf(name) + 1, Number(match[1] ?? match[4]));
}

function checked(year: number, month: number, day: number): LocalDate | undefined {
  if (year < 1000 || month < 1 || month > 12 || day < 1) return undefined;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate() ? { year, month, day } : undefined;
}

/** The time in a text; midnight where it has none; undefined where it has an impossible one. */
function timeOf(text: string): LocalTime | undefined {
  const short = compact.exec(text);
  if (short?.[4]) return inDay(Number(short[4]), Number(short[5]), Number(short[6] ?? 0));
  const match = timePart.exec(text);
  if (!match) return text.includes(':') ? undefined : { hour: 0, minute: 0, second: 0 };
  const half = match[4]?.replaceAll('.', '').toUpperCase();
  let hour = Number(match[1]);
  if (half) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half === 'PM' || half === 'CH' ? 12 : 0);
  }
  return inDay(hour, Number(match[2]), Number(match[3] ?? 0));
}

function inDay(hour: number, minute: number, second: number): LocalTime | undefined {
  return hour < 24 && minute < 60 && second < 60 ? { hour, minute, second } : undefined;
}

/** Dates without a time are few, however many rows there are. */
const MAX_REMEMBERED = 20_000;

/**
 * Reads a column's dates as instants of a time zone. Made once a column, because it remembers what
 * the zone's clock was on each day it met: a file has many rows and few days.
 */
export class DateReader {
  readonly #order: DayOrder;
  readonly #zone: string;
  readonly #days = new Map<number, { offset: number; steady: boolean }>();
  readonly #texts = new Map<string, number>();

  constructor(order: DayOrder, zone: string) {
    this.#order = order;
    this.#zone = zone;
  }

  /** The instant of a date cell, and of the time beside it where that is another column. */
  read(cell: Cell, timeCell: Cell = ''): Date | undefined {
    if (typeof cell === 'number' || timeCell !== '') return this.#read(cell, timeCell);
    const known = this.#texts.get(cell);
    if (known !== undefined) return new Date(known);
    const at = this.#read(cell, '');
    if (at && this.#texts.size < MAX_REMEMBERED) this.#texts.set(cell, at.getTime());
    return at;
  }

  #read(cell: Cell, timeCell: Cell): Date | undefined {
    const text = typeof cell === 'number' ? fromNumber(cell) : tidy(cell);
    if (text === undefined) return undefined;
    const zoned = zonePart.exec(text);
    if (zoned && iso.test(text)) {
      const at = new Date(text.replace(' ', 'T'));
      return Number.isNaN(at.getTime()) ? undefined : at;
    }
    const date = dateOf(withoutTime(text), this.#order);
    const beside = typeof timeCell === 'number' ? serialToIso(timeCell) : tidy(timeCell);
    const time = timeOf(beside === '' ? text : beside);
    return date && time ? this.#instant(date, time) : undefined;
  }

  #instant({ year, month, day }: LocalDate, { hour, minute, second }: LocalTime): Date {
    const midnight = Date.UTC(year, month - 1, day);
    const known = this.#day(midnight);
    if (known.steady) {
      return new Date(midnight + ((hour * 60 + minute) * 60 + second) * 1000 - known.offset);
    }
    const wall = new Date(midnight + ((hour * 60 + minute) * 60 + second) * 1000);
    return localToInstant(wall.toISOString().slice(0, 19), this.#zone);
  }

  /** The zone's offset on a day, and whether it is the same all day. */
  #day(midnight: number): { offset: number; steady: boolean } {
    let known = this.#days.get(midnight);
    if (!known) {
      const at = (utc: number) =>
        localToInstant(new Date(utc).toISOString().slice(0, 19), this.#zone);
      const offset = midnight - at(midnight).getTime();
      const next = midnight + 86_400_000;
      known = { offset, steady: next - at(next).getTime() === offset };
      this.#days.set(midnight, known);
    }
    return known;
  }
}

/** Excel's serial where a date lost its format, or a date written without separators. */
function fromNumber(value: number): string | undefined {
  if (value >= 19_000_101 && value <= 99_991_231) return String(Math.trunc(value));
  // From 1930 on: smaller numbers are more likely something else.
  return value >= 10_959 && value < MAX_SERIAL ? serialToIso(value) : undefined;
}

/** A birthday: day and month, with the year where the text has one. */
export function readBirthday(
  cell: Cell,
  order: DayOrder,
): { day: number; month: number; year: number | null } | undefined {
  const text = typeof cell === 'number' ? fromNumber(cell) : tidy(cell);
  if (text === undefined) return undefined;
  const full = dateOf(text, order);
  if (full) return full.year >= 1900 && full.year <= 2100 ? full : undefined;
  const match = /^(\d{1,2})[/.-](\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const [a, b] = [Number(match[1]), Number(match[2])];
  const date = order === 'dmy' ? checked(2024, b, a) : checked(2024, a, b);
  return date && { day: date.day, month: date.month, year: null };
}
