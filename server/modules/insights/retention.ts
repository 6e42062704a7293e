import type { LocalText } from '@quen/contracts/text.ts';
import type { Tx } from '../../platform/db.ts';
import { asOf } from '../audience/index.ts';
import { definitions } from './definitions.ts';
import { lastCompleteMonth, monthOf, monthsBetween } from './months.ts';
import { calendarOf } from './store/calendar.ts';
import { type CohortCount, cohortCounts, repeatCounts } from './store/retention.ts';

/** Months after the first order that are looked at. */
const PERIODS = 12;
const BRACKET = 3;

/** Customers of a cohort who came back in a span of months after their first. */
export interface Share {
  /** Months after the first order; from = to for a single month. */
  from: number;
  to: number;
  customers: number;
  /** Of the cohort, 0 to 1. */
  rate: number;
  /** The span is over; the rate of one that is not may still rise. */
  complete: boolean;
}

export interface Cohort {
  /** YYYY-MM of the first kept order. */
  month: string;
  customers: number;
  /** Those with orders on at least two days up to the report's day. */
  repeaters: number;
  repeatRate: number;
  /** Ordered in exactly that month. Spans that have not begun are left out, here and below. */
  classic: Share[];
  /** Ordered in that month or later. */
  onOrAfter: Share[];
  /** Ordered at least once in the span. */
  brackets: Share[];
}

/** The mean over cohorts whose span is over, weighted by their size. */
export interface Mean {
  from: number;
  to: number;
  rate: number;
  cohorts: number;
}

export interface RetentionReport {
  /** YYYY-MM-DD. */
  asOf: string;
  customers: number;
  /** Customers with at least two kept orders, of those with at least one. */
  repeaters: number;
  repeatRate: number;
  cohorts: Cohort[];
  mean: { classic: Mean[]; onOrAfter: Mean[]; brackets: Mean[] };
  definitions: Record<'cohort' | 'classic' | 'onOrAfter' | 'brackets' | 'repeatRate', LocalText>;
}

/**
 * Retention by monthly cohort up to a day (default today): classic, rolling (on or after) and
 * bracketed, with what is not over yet marked and kept out of the means. Months are calendar months
 * of the business's zone.
 */
export async function retentionReport(
  tx: Tx,
  options: { asOf?: string | undefined } = {},
): Promise<RetentionReport> {
  const day = asOf(tx, options.asOf);
  const calendar = await calendarOf(tx, day);
  const counts = await cohortCounts(tx, day, calendar, {
    periods: PERIODS,
    bracketMonths: BRACKET,
  });
  const repeat = await repeatCounts(tx, day);
  const cohorts = [...Map.groupBy(counts, (count) => count.cohort)].map(([place, own]) =>
    cohortOf(calendar.months[place - 1] as string, own, day.date),
  );
  return {
    asOf: day.date,
    ...repeat,
    repeatRate: rate(repeat.repeaters, repeat.customers),
    cohorts,
    mean: {
      classic: meansOf(cohorts, (cohort) => cohort.classic),
      onOrAfter: meansOf(cohorts, (cohort) => cohort.onOrAfter),
      brackets: meansOf(cohorts, (cohort) => cohort.brackets),
    },
    definitions: {
      cohort: definitions.cohort,
      classic: definitions.classic,
      onOrAfter: definitions.onOrAfter,
      brackets: definitions.brackets,
      repeatRate: definitions.repeatRate,
    },
  };
}

const rate = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

function cohortOf(month: string, counts: readonly CohortCount[], date: string): Cohort {
  const sum = (holds: (count: CohortCount) => boolean) =>
    counts.filter(holds).reduce((total, count) => total + count.customers, 0);
  const customers = sum(({ kind }) => kind === 'size');
  const repeaters = sum(({ kind }) => kind === 'repeat');
  const elapsed = Math.min(PERIODS, monthsBetween(month, monthOf(date)));
  const over = monthsBetween(month, lastCompleteMonth(date));
  const share = (from: number, to: number, returned: number): Share => ({
    from,
    to,
    customers: returned,
    rate: rate(returned, customers),
    complete: to <= over,
  });
  const spans = (length: number) =>
    Array.from({ length: Math.ceil(Math.max(0, elapsed) / length) }, (_, i) => i * length + 1);
  return {
    month,
    customers,
    repeaters,
    repeatRate: rate(repeaters, customers),
    classic: spans(1).map((k) =>
      share(
        k,
        k,
        sum((c) => c.kind === 'on' && c.period === k),
      ),
    ),
    onOrAfter: spans(1).map((k) =>
      share(
        k,
        k,
        sum((c) => c.kind === 'last' && c.period >= k),
      ),
    ),
    brackets: spans(BRACKET).map((k, i) =>
      share(
        k,
        k + BRACKET - 1,
        sum((c) => c.kind === 'bracket' && c.period === i + 1),
      ),
    ),
  };
}

function meansOf(cohorts: readonly Cohort[], pick: (cohort: Cohort) => Share[]): Mean[] {
  const longest = Math.max(0, ...cohorts.map((cohort) => pick(cohort).length));
  const means: Mean[] = [];
  for (let i = 0; i < longest; i++) {
    const done = cohorts.flatMap((cohort) => {
      const share = pick(cohort)[i];
      return share?.complete ? [{ ...share, size: cohort.customers }] : [];
    });
    const [first] = done;
    if (!first) continue;
    const returned = done.reduce((sum, share) => sum + share.customers, 0);
    const size = done.reduce((sum, share) => sum + share.size, 0);
    means.push({
      from: first.from,
      to: first.to,
      rate: rate(returned, size),
      cohorts: done.length,
    });
  }
  return means;
}
