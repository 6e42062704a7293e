import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../shared/api/api.ts';
import type { CustomersSearch } from './customers-search.ts';

export const customersQuery = (search: CustomersSearch) =>
  infiniteQueryOptions({
    queryKey: ['customers', search],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/customers', {
        params: {
          query: {
            sort: 'last_order',
            ...search,
            limit: 50,
            ...(pageParam ? { cursor: pageParam } : {}),
          },
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    // New customers and orders appear while the page stands open at the till.
    refetchInterval: (query) => (query.state.data?.pages.length === 1 ? 20_000 : false),
  });

/** The saved segments, to filter by. */
export const segmentChoicesQuery = queryOptions({
  queryKey: ['segments', 'choices'],
  queryFn: ({ signal }) => api.get('/v1/segments', { params: { query: { limit: 100 } }, signal }),
});
