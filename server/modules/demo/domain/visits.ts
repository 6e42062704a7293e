import { type Demand, DemandClock, dayOf, instantOf } from './calendar.ts';
import type { DemoCustomer } from './people.ts';
import type { Random } from './random.ts';

/** The days looked at, and the clocks that say how busy they are. */
export interface Span {
  /** First day, and the day after the last. */
  from: number;
  to: number;
  /** Nothing happens after this moment. */
  until: Date;
  clocks: Record<Demand, DemandClock>;
}

export function spanUntil(until: Date, days: number): Span {
  const to = dayOf(until) + 1;
  const from = to - days;
  const clock = (demand: Demand) => new DemandClock(from, to, demand);
  const clocks = {
    workday: clock('workday'),
    weekend: clock('weekend'),
    beauty: clock('beauty'),
    gift: clock('gift'),
    any: clock('any'),
  };
  return { from, to, until, clocks };
}

/** Gap each visit adds while somebody drifts away, as a factor; and how many such visits there are. */
const DRIFT_FACTOR = 1.6;
const DRIFT_VISITS = 2;
/** Days somebody stayed away before they came back. */
const AWAY_DAYS = [80, 240] as const;
/** Share of the customers who came already when the records begin. */
const FROM_THE_START = 0.38;

const between = (random: Random, [low, high]: readonly [number, number]) =>
  low + random.next() * (high - low);

/**
 * When one customer came, in order. People keep their own pace on the shop's calendar; some day some
 * begin to come less often and then stay away, and of these some come back.
 */
export function visitsOf(random: Random, customer: DemoCustomer, span: Span): Date[] {
  const { habit, index } = customer;
  const clock = span.clocks[habit.demand];
  const pace = between(random, habit.everyDays);
  const steady = index === 0;
  const regular = habit.key !== 'passer-by';
  const early = steady || (regular && random.chance(FROM_THE_START));
  // In units of ordinary days: busy days use up more of it than quiet ones, shut days nothing.
  let at = early ? random.next() * Math.min(pace, 60) : random.next() * (span.to - span.from);
  let gap = pace;
  let drifting = 0;
  const visits: Date[] = [];
  for (;;) {
    const day = clock.dayAt(at);
    if (day === undefined) break;
    const visit = instantOf(day, secondsOfDay(random, habit.hours));
    if (visit <= span.until) visits.push(visit);
    if (drifting > 0 || (!steady && random.chance(habit.drift))) {
      drifting++;
      gap *= DRIFT_FACTOR;
    }
    if (drifting > DRIFT_VISITS) {
      if (!random.chance(habit.comeback)) break;
      at += between(random, AWAY_DAYS);
      gap = pace;
      drifting = 0;
    } else {
      at += random.interval(gap);
    }
  }
  return visits.sort((a, b) => a.getTime() - b.getTime());
}

/** A time within one of the hours; the first ones of the list are the likelier. */
function secondsOfDay(random: Random, hours: readonly number[]): number {
  const at = Math.min(random.int(0, hours.length - 1), random.int(0, hours.length - 1));
  return (hours[at] as number) * 3600 + random.int(0, 3599);
}
