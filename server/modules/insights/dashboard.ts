import type { Condition } from '@quen/contracts/conditions.ts';
import type { LocalText } from '@quen/contracts/text.ts';
import type { Tx } from '../../platform/db.ts';
import { localDate, startOfDate, startOfDayPlus } from '../../platform/time.ts';
import { type AsOf, asOf, type RfmReport, rfmReport } from '../audience/index.ts';
import { currentProgramme } from '../programme/index.ts';
import { type Action, NOTICE_DAYS, suggestActions } from './actions.ts';
import { addMonths, lastCompleteMonth, monthOf, monthRange } from './months.ts';
import { LOYAL_ORDERS } from './revenue.ts';
import { calendarOf } from './store/calendar.ts';
import { type Comings, comingsOf, returnedWithin } from './store/dashboard.ts';
import { type PointsMonth, pointsByMonth } from './store/liability.ts';
import { loyalByMonth, monthsOfStrangers } from './store/revenue.ts';

const DAYS = 30;
const MONTHS = 13;

/** A number of people beside what it was in the period before. */
export interface Compared {
  count: number;
  before: number;
  /** Opens the people; null where they cannot be told by what is known of them today. */
  condition: Condition | null;
}

export interface Dashboard {
  /** YYYY-MM-DD. */
  asOf: string;
  /** Local days of the period; `before` speaks of as many days before it. */
  days: number;
  /** Customers who ordered in the period and had ordered before it. */
  comingBack: Compared & { kept: Compared; reactivated: Compared; newcomers: Compared };
  /** Customers who turn dormant within `noticeDays` unless they order. */
  drifting: Compared & { noticeDays: number; fellAsleep: Compared };
  rfm: Pick<RfmReport, 'asOf' | 'customers' | 'groups' | 'values'>;
  /** The last 13 months. Minor units. */
  revenue: {
    month: string;
    loyal: number;
    other: number;
    strangers: number;
    complete: boolean;
  }[];
  /** The newest cohort with three full months behind it, and the one before. */
  retention: {
    month: string;
    customers: number;
    returned: number;
    rate: number;
    before: { month: string; rate: number } | null;
    sentence: LocalText;
  } | null;
  /** The main wallet: issued less taken back, spent less given back. */
  points: { wallet: string; unit: LocalText; months: PointsMonth[] };
  actions: Action[];
}

/**
 * What the home page tells, in one call: who is coming back, who is drifting away, what to do today.
 * For a day that is past there are no actions and nothing opens: conditions speak of now.
 */
export async function dashboardReport(
  tx: Tx,
  options: { asOf?: string | undefined } = {},
): Promise<Dashboard> {
  const day = asOf(tx, options.asOf);
  const today = day.date === asOf(tx).date;
  const { document } = await currentProgramme(tx);
  const rfm = await rfmReport(tx, today ? { stored: true } : { asOf: day.date });
  return {
    asOf: day.date,
    days: DAYS,
    ...(await movements(tx, day, document.rfm.dormantDays, today)),
    rfm: { asOf: rfm.asOf, customers: rfm.customers, groups: rfm.groups, values: rfm.values },
    revenue: await revenueOf(tx, day),
    retention: await headline(tx, day),
    points: await pointsOf(tx, day, document.wallets[0]),
    actions: today ? await suggestActions(tx, document, averageOrder(rfm)) : [],
  };
}

const averageOrder = (rfm: RfmReport): number => (rfm.orders === 0 ? 0 : rfm.revenue / rfm.orders);

async function movements(
  tx: Tx,
  day: AsOf,
  dormantDays: number,
  today: boolean,
): Promise<Pick<Dashboard, 'comingBack' | 'drifting'>> {
  const zone = tx.tenant.timeZone;
  const noticeDays = Math.min(NOTICE_DAYS, dormantDays);
  const settings = { days: DAYS, dormantDays, noticeDays };
  const earlier = asOf(tx, localDate(startOfDayPlus(day.start, -DAYS, zone), zone));
  const [now, before] = await comingsOf(tx, [day, earlier], settings);
  const compared = (of: (c: Comings) => number, condition: Condition | null): Compared => ({
    count: now ? of(now) : 0,
    before: before ? of(before) : 0,
    condition: today ? condition : null,
  });
  const firstIn = (op: 'within_days' | 'not_within_days'): Condition => ({
    field: 'customer.first_order_at',
    op,
    value: DAYS,
  });
  const silent = (from: number, to: number): Condition => ({
    field: 'customer.days_since_order',
    op: 'between',
    value: [from, to],
  });
  return {
    comingBack: {
      ...compared((c) => c.kept + c.reactivated, {
        all: [
          { field: 'customer.last_order_at', op: 'within_days', value: DAYS },
          firstIn('not_within_days'),
        ],
      }),
      kept: compared((c) => c.kept, null),
      reactivated: compared((c) => c.reactivated, null),
      newcomers: compared((c) => c.newcomers, firstIn('within_days')),
    },
    drifting: {
      ...compared((c) => c.drifting, silent(dormantDays - noticeDays, dormantDays - 1)),
      noticeDays,
      fellAsleep: compared((c) => c.fellAsleep, silent(dormantDays, dormantDays + DAYS - 1)),
    },
  };
}

async function revenueOf(tx: Tx, day: AsOf): Promise<Dashboard['revenue']> {
  const calendar = await calendarOf(tx, day);
  const known = await loyalByMonth(tx, day, calendar, LOYAL_ORDERS);
  const strangers = await monthsOfStrangers(tx, day, calendar);
  const over = lastCompleteMonth(day.date);
  return calendar.months
    .map((month, i) => {
      const own = known.find((row) => row.month === i + 1);
      const loyal = own?.loyalRevenue ?? 0;
      return {
        month,
        loyal,
        other: (own?.revenue ?? 0) - loyal,
        strangers: strangers.find((row) => row.month === i + 1)?.revenue ?? 0,
        complete: month <= over,
      };
    })
    .slice(-MONTHS);
}

/** Months a cohort is given to come back in. */
const SPAN = 3;

async function headline(tx: Tx, day: AsOf): Promise<Dashboard['retention']> {
  const month = addMonths(lastCompleteMonth(day.date), -SPAN);
  const starts = (at: string) => startOfDate(`${at}-01`, tx.tenant.timeZone);
  const months = [month, addMonths(month, -1)];
  const [cohort, before] = await returnedWithin(
    tx,
    day,
    months.map((begins) => ({
      begins: starts(begins),
      ends: starts(addMonths(begins, 1)),
      until: starts(addMonths(begins, 1 + SPAN)),
    })),
  );
  if (!cohort || cohort.customers === 0) return null;
  const rate = cohort.returned / cohort.customers;
  return {
    month,
    ...cohort,
    rate,
    before:
      before && before.customers > 0
        ? { month: addMonths(month, -1), rate: before.returned / before.customers }
        : null,
    sentence: sentenceOf(month, rate),
  };
}

function sentenceOf(month: string, rate: number): LocalText {
  const percent = Math.round(rate * 100);
  const [year, number] = month.split('-').map(Number) as [number, number];
  const name = new Intl.DateTimeFormat('en-US', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(Date.UTC(year, number - 1)));
  return {
    vi: `Cứ 100 khách mua lần đầu trong tháng ${number}/${year} thì ${percent} người quay lại trong ba tháng sau đó.`,
    en: `Of 100 customers who first ordered in ${name}, ${percent} came back within the three months after.`,
  };
}

async function pointsOf(
  tx: Tx,
  day: AsOf,
  wallet: { key: string; unit: LocalText } | undefined,
): Promise<Dashboard['points']> {
  if (!wallet) return { wallet: '', unit: { vi: 'điểm', en: 'points' }, months: [] };
  const months = monthRange(addMonths(monthOf(day.date), 1 - MONTHS), monthOf(day.date));
  const from = startOfDate(`${months[0]}-01`, tx.tenant.timeZone);
  const moved = await pointsByMonth(tx, day, wallet.key, from);
  return {
    wallet: wallet.key,
    unit: wallet.unit,
    months: months.map(
      (month) =>
        moved.find((row) => row.month === month) ?? { month, issued: 0, spent: 0, expired: 0 },
    ),
  };
}
