import { queryOptions } from '@tanstack/react-query';
import { type Answer, api } from '../../shared/api/api.ts';

export type Dashboard = Answer<'/v1/reports/dashboard'>;
export type Action = Dashboard['actions'][number];

export const dashboardQuery = queryOptions({
  queryKey: ['reports', 'dashboard'],
  queryFn: ({ signal }) => api.get('/v1/reports/dashboard', { signal }),
  staleTime: 60_000,
});
