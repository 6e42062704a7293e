import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type Answer, api } from '../../shared/api/api.ts';

const path = (id: string) => ({ path: { id } });

export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: ['customers', id],
    queryFn: ({ signal }) => api.get('/v1/customers/{id}', { params: path(id), signal }),
  });
export type Customer = Answer<'/v1/customers/{id}'>;

export const walletsQuery = (id: string) =>
  queryOptions({
    queryKey: ['customers', id, 'wallets'],
    queryFn: ({ signal }) => api.get('/v1/customers/{id}/wallets', { params: path(id), signal }),
  });

export const customerVouchersQuery = (id: string) =>
  queryOptions({
    queryKey: ['customers', id, 'vouchers'],
    queryFn: ({ signal }) => api.get('/v1/customers/{id}/vouchers', { params: path(id), signal }),
  });

export const timelineQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['customers', id, 'timeline'],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/customers/{id}/timeline', {
        params: { ...path(id), query: { limit: 40, ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
export type Happening = Answer<'/v1/customers/{id}/timeline'>['items'][number];

export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: ['orders', id],
    queryFn: ({ signal }) => api.get('/v1/orders/{id}', { params: path(id), signal }),
  });
