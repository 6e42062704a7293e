/**
 * The shop's calendar: on which days how much more or less is bought than on an ordinary day.
 * Vietnam keeps UTC+7 all year, so a day is a number here: days since 1970 on the local calendar.
 */
const DAY_MS = 86_400_000;
const OFFSET_MS = 7 * 3_600_000;

export const dayOf = (at: Date): number => Math.floor((at.getTime() + OFFSET_MS) / DAY_MS);

/** The instant `seconds` after the day's local midnight. */
export const instantOf = (day: number, seconds: number): Date =>
  new Date(day * DAY_MS - OFFSET_MS + seconds * 1000);

/** YYYY-MM-DD */
export const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** First day of the lunar year as kept in Vietnam (2030 a day apart from China). */
export const tetDates = [
  '2023-01-22',
  '2024-02-10',
  '2025-01-29',
  '2026-02-17',
  '2027-02-06',
  '2028-01-26',
  '2029-02-13',
  '2030-02-02',
  '2031-01-23',
  '2032-02-11',
  '2033-01-31',
  '2034-02-19',
  '2035-02-08',
  '2036-01-28',
  '2037-02-15',
  '2038-02-04',
  '2039-01-24',
  '2040-02-12',
] as const;
const tetDays = tetDates.map((date) => Date.parse(date) / DAY_MS);

/** Closed from the last day of the old year to the third of the new one. */
const CLOSED_BEFORE = 1;
const CLOSED_AFTER = 2;

/** Days to the nearest Tết: negative before it, 0 on the first day of the lunar year. */
export function daysFromTet(day: number): number {
  return tetDays.reduce(
    (nearest, tet) => (Math.abs(day - tet) < Math.abs(nearest) ? day - tet : nearest),
    Number.POSITIVE_INFINITY,
  );
}

export function isClosed(day: number): boolean {
  const from = daysFromTet(day);
  return from >= -CLOSED_BEFORE && from <= CLOSED_AFTER;
}

export interface LocalDay {
  month: number;
  date: number;
  /** 1 = Monday … 7 = Sunday. */
  weekday: number;
}

export function localDay(day: number): LocalDay {
  const at = new Date(day * DAY_MS);
  return {
    month: at.getUTCMonth() + 1,
    date: at.getUTCDate(),
    weekday: ((at.getUTCDay() + 6) % 7) + 1,
  };
}

/** What people come for; each has its own good days. */
export type Demand = 'workday' | 'weekend' | 'beauty' | 'gift' | 'any';

/** How much more is bought on this day than on an ordinary one; 0 where the shops are shut. */
export function demandOn(day: number, demand: Demand): number {
  if (isClosed(day)) return 0;
  const { weekday } = localDay(day);
  const atWeekend = weekday >= 6;
  const tet = daysFromTet(day);
  // The fortnight after Tết is quiet: people are away, and so is their money.
  const afterTet = tet > CLOSED_AFTER && tet <= 14 ? 0.7 : 1;
  switch (demand) {
    case 'workday':
      return afterTet * (atWeekend ? 0.35 : 1.25);
    case 'weekend':
      return afterTet * (weekday === 7 ? 2.4 : weekday === 6 ? 2.1 : 0.45) * holiday(day);
    case 'beauty':
      return afterTet * payday(day) * sale(day) * beforeTet(tet, 1.5) * giftDay(day, 1.5);
    case 'gift':
      return beforeTet(tet, 9) * giftDay(day, 8) * 0.35;
    case 'any':
      return afterTet * (atWeekend ? 1.25 : 0.95) * holiday(day) * beforeTet(tet, 1.4);
  }
}

/** Salaries come at the end of the month or on the 5th; cosmetics wait for them. */
function payday(day: number): number {
  const { date } = localDay(day);
  if (date >= 5 && date <= 8) return 1.7;
  if (date >= 28 || date === 1) return 1.4;
  return date >= 18 && date <= 25 ? 0.7 : 1;
}

/** Three weeks of growing rush before the shops shut for Tết. */
function beforeTet(tet: number, peak: number): number {
  if (tet < -24 || tet >= -CLOSED_BEFORE) return 1;
  return 1 + ((peak - 1) * (24 + tet)) / 22;
}

const giftDays: readonly (readonly [number, number])[] = [
  [2, 14],
  [3, 8],
  [10, 20],
  [11, 20],
  [12, 24],
];

/** The days before a day on which one gives something. */
function giftDay(day: number, peak: number): number {
  for (let ahead = 0; ahead <= 3; ahead++) {
    const { month, date } = localDay(day + ahead);
    if (giftDays.some(([m, d]) => m === month && d === date)) return peak * (1 - ahead * 0.2);
  }
  return 1;
}

/** Double-digit days of the online trade. */
function sale(day: number): number {
  const { month, date } = localDay(day);
  return month === date && month >= 9 ? 2.2 : 1;
}

const holidays: readonly (readonly [number, number])[] = [
  [1, 1],
  [4, 30],
  [5, 1],
  [6, 1],
  [9, 2],
];

function holiday(day: number): number {
  const { month, date } = localDay(day);
  return holidays.some(([m, d]) => m === month && d === date) ? 1.6 : 1;
}

/**
 * Demand added up over a span of days, so that a waiting time in "ordinary days" can be walked off
 * on the real calendar: busy days use up much of it, shut days none.
 */
export class DemandClock {
  readonly from: number;
  readonly to: number;
  readonly #sums: Float64Array;

  /** Days `from` (included) to `to` (not included). */
  constructor(from: number, to: number, demand: Demand) {
    this.from = from;
    this.to = to;
    this.#sums = new Float64Array(to - from + 1);
    let total = 0;
    for (let day = from; day < to; day++) {
      total += demandOn(day, demand);
      this.#sums[day - from + 1] = total;
    }
    const mean = total / (to - from);
    for (let i = 0; i < this.#sums.length; i++) this.#sums[i] = (this.#sums[i] as number) / mean;
  }

  /** Demand used up when this day begins. */
  before(day: number): number {
    return this.#sums[Math.min(Math.max(day, this.from), this.to) - this.from] as number;
  }

  /** The day on which so much demand is used up, or undefined after the end. */
  dayAt(demand: number): number | undefined {
    const sums = this.#sums;
    if (demand < 0 || demand >= (sums.at(-1) as number)) return undefined;
    let low = 0;
    let high = sums.length - 1;
    // Invariant: sums[low] <= demand < sums[high].
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((sums[middle] as number) <= demand) low = middle;
      else high = middle;
    }
    return this.from + low;
  }
}
