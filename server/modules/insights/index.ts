export { type Dashboard, dashboardReport } from './dashboard.ts';
export { reportRoutes } from './http/reports.ts';
export { type Report, reports } from './reports.ts';
export { type RetentionReport, retentionReport } from './retention.ts';
export { type RevenueReport, revenueReport } from './revenue.ts';
export type { Table } from './tables.ts';
