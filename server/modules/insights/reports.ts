import type { Tenant, Tx } from '../../platform/db.ts';
import { lifecycleReport, rfmReport } from '../audience/index.ts';
import { dashboardReport } from './dashboard.ts';
import { liabilityReport } from './liability.ts';
import { retentionReport } from './retention.ts';
import { revenueReport } from './revenue.ts';
import {
  dashboardTable,
  liabilityTable,
  lifecycleTable,
  retentionTable,
  revenueTable,
  rfmTable,
  type Table,
} from './tables.ts';

/** How each report is worked out, as of a day (today where it is left out), and tabulated. */
export interface Report<R> {
  run(tx: Tx, options: { asOf?: string | undefined }): Promise<R>;
  table(report: R, tenant: Tenant): Table;
}

const report = <R>(run: Report<R>['run'], table: Report<R>['table']): Report<R> => ({ run, table });

/** Every report by name: what HTTP and the command line offer. */
export const reports = {
  rfm: report((tx, options) => rfmReport(tx, options), rfmTable),
  lifecycle: report(lifecycleReport, lifecycleTable),
  retention: report(retentionReport, retentionTable),
  liability: report(liabilityReport, liabilityTable),
  revenue: report(revenueReport, revenueTable),
  dashboard: report(dashboardReport, dashboardTable),
};
