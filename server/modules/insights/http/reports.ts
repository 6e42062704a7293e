import { type Static, type TSchema, Type } from 'typebox';
import { type AnyRoute, route } from '../../../platform/route.ts';
import { AsOfQuery, csvAnswer, rfmReport } from '../../audience/index.ts';
import { overEveryone } from '../../conditions/index.ts';
import { type Report, reports } from '../reports.ts';
import { Dashboard, Liability, Lifecycle, Retention, Revenue, Rfm } from './schemas.ts';

const tag = 'Reports';

/** A report as JSON and, under the same name with .csv, as a table. */
function twins<S extends TSchema, R>(
  name: keyof typeof reports,
  summary: string,
  schema: S,
  report: Report<R>,
  answer: (found: R) => Static<S>,
): AnyRoute[] {
  const shared = { access: 'reports.read', tag, query: AsOfQuery } as const;
  return [
    route({
      ...shared,
      method: 'GET',
      url: `/v1/reports/${name}`,
      summary,
      response: schema,
      read: async (tx, { query }) =>
        answer(await overEveryone(tx, () => report.run(tx, { asOf: query.asOf }))) as never,
    }),
    route({
      ...shared,
      method: 'GET',
      url: `/v1/reports/${name}.csv`,
      summary: `${summary.replace(/\.$/, '')}, as CSV.`,
      response: Type.String({ description: 'text/csv' }),
      read: async (tx, { query }) => {
        const found = await overEveryone(tx, () => report.run(tx, { asOf: query.asOf }));
        return csvAnswer(`${tx.tenant.slug}-${name}.csv`, report.table(found, tx.tenant));
      },
    }),
  ];
}

/** Without a date the kept scores are shown: those by which the groups' people are found. */
const rfm: typeof reports.rfm = {
  ...reports.rfm,
  run: (tx, { asOf }) => rfmReport(tx, asOf === undefined ? { stored: true } : { asOf }),
};

export const reportRoutes: readonly AnyRoute[] = [
  ...twins(
    'rfm',
    'Customers by RFM group: the ten of the grid and the three of them, with the rules in words.',
    Rfm,
    rfm,
    (found) => ({
      ...found,
      thresholds: found.thresholds && {
        recencyDays: [...found.thresholds.recencyDays],
        orders: [...found.thresholds.orders],
        spent: [...found.thresholds.spent],
      },
      computedAt: found.computedAt?.toISOString() ?? null,
    }),
  ),
  ...twins('lifecycle', 'Customers by lifecycle stage.', Lifecycle, reports.lifecycle, same),
  ...twins('retention', 'Retention by monthly cohort.', Retention, reports.retention, same),
  ...twins(
    'liability',
    'Points customers hold, by expiry month.',
    Liability,
    reports.liability,
    same,
  ),
  ...twins('revenue', 'Revenue by month and by kind of customer.', Revenue, reports.revenue, same),
  ...twins(
    'dashboard',
    'What the home page tells, in one call.',
    Dashboard,
    reports.dashboard,
    same,
  ),
];

function same<T>(found: T): T {
  return found;
}
