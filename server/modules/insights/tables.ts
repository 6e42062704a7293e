import type { Cell } from '../../platform/csv.ts';
import type { Tenant } from '../../platform/db.ts';
import { toMajor } from '../../platform/money.ts';
import type { LifecycleReport, RfmReport } from '../audience/index.ts';
import type { Dashboard } from './dashboard.ts';
import type { LiabilityReport } from './liability.ts';
import type { RetentionReport, Share } from './retention.ts';
import type { RevenueReport } from './revenue.ts';

/** A report as a table: what its CSV holds. Money in the unit people count in, names as the tenant reads. */
export interface Table {
  header: string[];
  rows: Cell[][];
}

export function rfmTable(report: RfmReport, { locale, currency }: Tenant): Table {
  return {
    header: ['as_of', 'group', 'name', 'value_group', 'rule', 'customers', 'orders', 'revenue'],
    rows: report.groups.map((group) => [
      report.asOf,
      group.key,
      group.name[locale],
      group.value,
      group.rule?.[locale] ?? null,
      group.customers,
      group.orders,
      toMajor(group.revenue, currency),
    ]),
  };
}

export function lifecycleTable(report: LifecycleReport, { locale, currency }: Tenant): Table {
  return {
    header: ['as_of', 'stage', 'name', 'rule', 'customers', 'orders', 'revenue'],
    rows: report.stages.map((stage) => [
      report.asOf,
      stage.key,
      stage.name[locale],
      stage.rule[locale],
      stage.customers,
      stage.orders,
      toMajor(stage.revenue, currency),
    ]),
  };
}

/** Percentages with two decimals; a span that has not begun is empty, one not over is counted out by complete_months. */
export function retentionTable(report: RetentionReport): Table {
  const months = Math.max(0, ...report.cohorts.map((cohort) => cohort.classic.length));
  const brackets = Math.max(0, ...report.cohorts.map((cohort) => cohort.brackets.length));
  const places = (count: number) => Array.from({ length: count }, (_, i) => i);
  const percent = (share: Share | undefined) =>
    share ? Math.round(share.rate * 10_000) / 100 : null;
  return {
    header: [
      'cohort',
      'customers',
      'ever_repeat_pct',
      'complete_months',
      ...places(months).map((i) => `classic_m${i + 1}_pct`),
      ...places(months).map((i) => `on_or_after_m${i + 1}_pct`),
      ...places(brackets).map((i) => `bracket_m${i * 3 + 1}_m${i * 3 + 3}_pct`),
    ],
    rows: report.cohorts.map((cohort) => [
      cohort.month,
      cohort.customers,
      Math.round(cohort.repeatRate * 10_000) / 100,
      cohort.classic.filter((share) => share.complete).length,
      ...places(months).map((i) => percent(cohort.classic[i])),
      ...places(months).map((i) => percent(cohort.onOrAfter[i])),
      ...places(brackets).map((i) => percent(cohort.brackets[i])),
    ]),
  };
}

export function liabilityTable(report: LiabilityReport, { currency }: Tenant): Table {
  const money = (value: number | null) => (value === null ? null : toMajor(value, currency));
  return {
    header: ['as_of', 'wallet', 'expires_in', 'points', 'value', 'customers'],
    rows: report.wallets.flatMap((wallet): Cell[][] => [
      ...(wallet.byExpiry ?? []).map((row): Cell[] => [
        report.asOf,
        wallet.wallet,
        row.month ?? 'never',
        row.amount,
        money(row.value),
        row.customers,
      ]),
      [report.asOf, wallet.wallet, 'total', wallet.outstanding, money(wallet.value), null],
    ]),
  };
}

export function revenueTable(report: RevenueReport, { currency }: Tenant): Table {
  const money = (value: number) => toMajor(value, currency);
  return {
    header: [
      'month',
      'complete',
      'orders',
      'customers',
      'new_customers',
      'kept_customers',
      'reactivated_customers',
      'revenue',
      'new_revenue',
      'returning_revenue',
      'loyal_revenue',
      'other_revenue',
      'stranger_orders',
      'stranger_revenue',
    ],
    rows: report.months.map((month) => [
      month.month,
      month.complete ? 'yes' : 'no',
      month.orders,
      month.customers,
      month.newCustomers,
      month.keptCustomers,
      month.reactivated,
      money(month.revenue),
      money(month.newRevenue),
      money(month.returningRevenue),
      money(month.loyalRevenue),
      money(month.otherRevenue),
      month.strangerOrders,
      money(month.strangerRevenue),
    ]),
  };
}

/** One row a number, so that the page can be kept and compared in a spreadsheet. */
export function dashboardTable(board: Dashboard, { locale, currency }: Tenant): Table {
  const { comingBack, drifting } = board;
  const people: [string, { count: number; before: number }][] = [
    ['coming_back', comingBack],
    ['kept', comingBack.kept],
    ['reactivated', comingBack.reactivated],
    ['newcomers', comingBack.newcomers],
    ['drifting', drifting],
    ['fell_asleep', drifting.fellAsleep],
  ];
  return {
    header: ['as_of', 'section', 'key', 'name', 'value', 'before'],
    rows: [
      ...people.map(([key, { count, before }]) => ['people', key, null, count, before]),
      ...board.rfm.values.map((v) => ['rfm', v.key, v.name[locale], v.customers, null]),
      ...board.rfm.groups.map((g) => ['rfm', g.key, g.name[locale], g.customers, null]),
      ...board.revenue.flatMap((month) => [
        ['revenue_loyal', month.month, null, toMajor(month.loyal, currency), null],
        [
          'revenue_other',
          month.month,
          null,
          toMajor(month.other + month.strangers, currency),
          null,
        ],
      ]),
      ...board.points.months.flatMap((month) => [
        ['points_issued', month.month, null, month.issued, null],
        ['points_spent', month.month, null, month.spent, null],
      ]),
      ...board.actions.map((a) => ['action', a.key, a.title[locale], a.count, null]),
    ].map((row): Cell[] => [board.asOf, ...row]),
  };
}
