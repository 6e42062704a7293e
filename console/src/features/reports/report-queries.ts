import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { type Answer, api } from '../../shared/api/api.ts';

export type RetentionReport = Answer<'/v1/reports/retention'>;
export type RetentionKind = 'classic' | 'onOrAfter' | 'brackets';
export type RevenueReport = Answer<'/v1/reports/revenue'>;
export type RevenueMonth = RevenueReport['months'][number];
export type LifecycleReport = Answer<'/v1/reports/lifecycle'>;
export type WalletLiability = Answer<'/v1/reports/liability'>['wallets'][number];

type Report = 'retention' | 'revenue' | 'lifecycle' | 'liability';

/** One report as of a day; the last one stays on screen while another day is fetched. */
const reportQuery =
  <R extends Report>(report: R) =>
  (asOf: string | undefined) =>
    queryOptions({
      queryKey: ['reports', report, asOf ?? null],
      queryFn: ({ signal }) =>
        api.get(`/v1/reports/${report}` as '/v1/reports/retention', {
          params: { query: asOf ? { asOf } : {} },
          signal,
        }) as Promise<unknown> as Promise<Answer<`/v1/reports/${R}`>>,
      placeholderData: keepPreviousData,
      staleTime: 60_000,
    });

export const retentionQuery = reportQuery('retention');
export const revenueQuery = reportQuery('revenue');
export const lifecycleQuery = reportQuery('lifecycle');
export const liabilityQuery = reportQuery('liability');
