import { queryOptions } from '@tanstack/react-query';
import { api } from '../../shared/api/api.ts';

export const versionsQuery = queryOptions({
  queryKey: ['programme', 'versions'],
  queryFn: ({ signal }) => api.get('/v1/programme/versions', { signal }),
});
