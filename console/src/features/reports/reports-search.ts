export const reportKeys = ['retention', 'revenue', 'lifecycle', 'liability'] as const;
export type ReportKey = (typeof reportKeys)[number];

export interface ReportsSearch {
  report?: ReportKey | undefined;
  asOf?: string | undefined;
}

/** Names what it does not know as undefined: the router keeps what is left out as it came. */
export function reportsSearch(raw: Record<string, unknown>): ReportsSearch {
  const report = reportKeys.find((one) => one === raw.report);
  const asOf =
    typeof raw.asOf === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(raw.asOf) ? raw.asOf : undefined;
  return { report, asOf };
}
