import type { ValueGroup } from '@quen/contracts/audience.ts';
import type { Condition } from '@quen/contracts/conditions.ts';
import { queryOptions } from '@tanstack/react-query';
import { pending } from '../../shared/api/api.ts';
import type { LocalText } from '../../shared/lib/local-text.ts';

export interface Compared {
  count: number;
  before: number;
  condition: Condition | null;
}
export interface Action {
  key: string;
  title: LocalText;
  count: number;
  condition: Condition;
  gain: number;
  estimate: LocalText;
  journey: string | null;
}
export interface Dashboard {
  asOf: string;
  days: number;
  comingBack: Compared & { kept: Compared; reactivated: Compared; newcomers: Compared };
  drifting: Compared & { noticeDays: number; fellAsleep: Compared };
  rfm: {
    customers: number;
    values: {
      key: ValueGroup;
      name: LocalText;
      customers: number;
      revenue: number;
      condition: Condition | null;
    }[];
  };
  revenue: {
    month: string;
    loyal: number;
    other: number;
    strangers: number;
    complete: boolean;
  }[];
  retention: {
    month: string;
    rate: number;
    before: { month: string; rate: number } | null;
    sentence: LocalText;
  } | null;
  points: {
    unit: LocalText;
    months: { month: string; issued: number; spent: number; expired: number }[];
  };
  actions: Action[];
}

export const dashboardQuery = queryOptions({
  queryKey: ['reports', 'dashboard'],
  queryFn: ({ signal }) => pending.get<Dashboard>('/v1/reports/dashboard', { signal }),
  staleTime: 60_000,
});
