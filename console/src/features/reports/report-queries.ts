import type { LifecycleStage } from '@quen/contracts/audience.ts';
import type { Condition } from '@quen/contracts/conditions.ts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { pending } from '../../shared/api/api.ts';
import type { LocalText } from '../../shared/lib/local-text.ts';

export interface Share {
  from: number;
  to: number;
  customers: number;
  rate: number;
  complete: boolean;
}
export interface Mean {
  from: number;
  to: number;
  rate: number;
  cohorts: number;
}
export type RetentionKind = 'classic' | 'onOrAfter' | 'brackets';
export interface RetentionReport {
  asOf: string;
  customers: number;
  repeaters: number;
  repeatRate: number;
  cohorts: ({ month: string; customers: number; repeatRate: number } & Record<
    RetentionKind,
    Share[]
  >)[];
  mean: Record<RetentionKind, Mean[]>;
  definitions: Record<'cohort' | RetentionKind | 'repeatRate', LocalText>;
}

export interface RevenueMonth {
  month: string;
  orders: number;
  customers: number;
  newCustomers: number;
  keptCustomers: number;
  reactivated: number;
  loyalCustomers: number;
  revenue: number;
  loyalRevenue: number;
  otherRevenue: number;
  strangerRevenue: number;
  complete: boolean;
}
export interface RevenueReport {
  asOf: string;
  loyalOrders: number;
  months: RevenueMonth[];
  concentration: { top: number; customers: number; revenue: number; share: number }[];
  definitions: Record<
    'loyal' | 'newCustomers' | 'kept' | 'reactivated' | 'concentration',
    LocalText
  >;
}

export interface LifecycleReport {
  asOf: string;
  customers: number;
  stages: {
    key: LifecycleStage;
    name: LocalText;
    advice: LocalText;
    rule: LocalText;
    customers: number;
    orders: number;
    revenue: number;
    condition: Condition | null;
  }[];
}

export interface WalletLiability {
  wallet: string;
  name: LocalText;
  unit: LocalText;
  outstanding: number;
  value: number | null;
  issued: number;
  spent: number;
  expired: number;
  takenBack: number;
  byExpiry:
    | { month: string | null; amount: number; value: number | null; customers: number }[]
    | null;
}
export interface LiabilityReport {
  wallets: WalletLiability[];
  definitions: { liability: LocalText };
}

const reportQuery =
  <T>(name: string) =>
  (asOf: string | undefined) =>
    queryOptions({
      queryKey: ['reports', name, asOf ?? null],
      queryFn: ({ signal }) =>
        pending.get<T>(`/v1/reports/${name}`, {
          params: { query: asOf ? { asOf } : {} },
          signal,
        }),
      placeholderData: keepPreviousData,
      staleTime: 60_000,
    });

export const retentionQuery = reportQuery<RetentionReport>('retention');
export const revenueQuery = reportQuery<RevenueReport>('revenue');
export const lifecycleQuery = reportQuery<LifecycleReport>('lifecycle');
export const liabilityQuery = reportQuery<LiabilityReport>('liability');
