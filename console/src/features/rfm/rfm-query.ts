import { queryOptions } from '@tanstack/react-query';
import { type Answer, api } from '../../shared/api/api.ts';

export type RfmReport = Answer<'/v1/reports/rfm'>;
export type Cell = RfmReport['cells'][number];

export const rfmQuery = queryOptions({
  queryKey: ['reports', 'rfm'],
  queryFn: ({ signal }) => api.get('/v1/reports/rfm', { signal }),
});
