import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../shared/api/api.ts';

export const campaignsQuery = queryOptions({
  queryKey: ['voucher-campaigns'],
  queryFn: ({ signal }) => api.get('/v1/voucher-campaigns', { signal }),
});

export const vouchersQuery = (campaign: string | null) =>
  infiniteQueryOptions({
    queryKey: ['vouchers', campaign],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/vouchers', {
        params: {
          query: {
            limit: 50,
            ...(campaign ? { campaign } : {}),
            ...(pageParam ? { cursor: pageParam } : {}),
          },
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
