import type { LocalText } from '@quen/contracts/text.ts';
import type { Tx } from '../../platform/db.ts';
import { fillText } from '../../platform/errors.ts';
import { plusMonths } from '../../platform/time.ts';
import { asOf } from '../audience/index.ts';
import { currentProgramme } from '../programme/index.ts';
import { definitions } from './definitions.ts';
import { lastCompleteMonth } from './months.ts';
import { calendarOf } from './store/calendar.ts';
import {
  type MonthRow,
  monthsOfCustomers,
  monthsOfStrangers,
  type TopShare,
  topShares,
} from './store/revenue.ts';

/** Orders from which on a customer is loyal: the same four that make one frequent. */
export const LOYAL_ORDERS = 4;
/** Months shown, unless the business is younger. */
const MONTHS = 24;
const TOPS = [0.01, 0.05, 0.1, 0.2, 0.5, 1];

export interface RevenueMonth extends Omit<MonthRow, 'month'> {
  /** YYYY-MM in the business's zone. */
  month: string;
  /** Of known customers who had ordered in an earlier month. */
  returningRevenue: number;
  /** Of known customers who were not loyal yet. */
  otherRevenue: number;
  /** Orders without a known customer, and what they brought. */
  strangerOrders: number;
  strangerRevenue: number;
  complete: boolean;
}

export interface RevenueReport {
  /** YYYY-MM-DD. */
  asOf: string;
  loyalOrders: number;
  dormantDays: number;
  /** Oldest first; months without orders are there, with zeros. */
  months: RevenueMonth[];
  /** Of the 12 months up to the day: how much the top customers brought. */
  concentration: (TopShare & { share: number })[];
  definitions: Record<
    'loyal' | 'newCustomers' | 'kept' | 'reactivated' | 'concentration',
    LocalText
  >;
}

/**
 * Revenue by month: of new and returning, of loyal and other customers, and of strangers; customers
 * won, kept and re-activated; and how much hangs on few. As of a day (default today).
 */
export async function revenueReport(
  tx: Tx,
  options: { asOf?: string | undefined } = {},
): Promise<RevenueReport> {
  const day = asOf(tx, options.asOf);
  const { dormantDays } = (await currentProgramme(tx)).document.rfm;
  const calendar = await calendarOf(tx, day);
  const known = await monthsOfCustomers(tx, day, calendar, {
    dormantDays,
    loyalOrders: LOYAL_ORDERS,
  });
  const strangers = await monthsOfStrangers(tx, day, calendar);
  const skipped = Math.max(0, calendar.months.length - MONTHS);
  const over = lastCompleteMonth(day.date);
  const yearAgo = plusMonths(day.end, -12, tx.tenant.timeZone);
  const shares = await topShares(tx, day, yearAgo, TOPS);
  const all = shares.at(-1)?.revenue ?? 0;
  const said = (text: LocalText): LocalText => ({
    vi: fillText(text.vi, { dormantDays }, 'vi'),
    en: fillText(text.en, { dormantDays }, 'en'),
  });
  return {
    asOf: day.date,
    loyalOrders: LOYAL_ORDERS,
    dormantDays,
    months: calendar.months.slice(skipped).map((month, i) => {
      const place = skipped + i + 1;
      const own = known.find((row) => row.month === place) ?? nothing;
      const stranger = strangers.find((row) => row.month === place);
      return {
        ...own,
        month,
        returningRevenue: own.revenue - own.newRevenue,
        otherRevenue: own.revenue - own.loyalRevenue,
        strangerOrders: stranger?.orders ?? 0,
        strangerRevenue: stranger?.revenue ?? 0,
        complete: month <= over,
      };
    }),
    concentration: shares.map((top) => ({ ...top, share: all === 0 ? 0 : top.revenue / all })),
    definitions: {
      loyal: definitions.loyal,
      newCustomers: definitions.newCustomers,
      kept: said(definitions.kept),
      reactivated: said(definitions.reactivated),
      concentration: definitions.concentration,
    },
  };
}

const nothing: Omit<MonthRow, 'month'> = {
  orders: 0,
  customers: 0,
  newCustomers: 0,
  keptCustomers: 0,
  reactivated: 0,
  revenue: 0,
  newRevenue: 0,
  loyalRevenue: 0,
};
