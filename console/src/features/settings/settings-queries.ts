import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type Answer, api } from '../../shared/api/api.ts';

export const businessQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => api.get('/v1/settings', { signal }),
});

export const storesQuery = queryOptions({
  queryKey: ['stores'],
  queryFn: ({ signal }) => api.get('/v1/stores', { signal }),
});
export type Store = Answer<'/v1/stores'>['items'][number];

export const staffQuery = queryOptions({
  queryKey: ['staff'],
  queryFn: ({ signal }) => api.get('/v1/staff', { signal }),
});
export type StaffMember = Answer<'/v1/staff'>['items'][number];

export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: ({ signal }) => api.get('/v1/keys', { signal }),
});
export type ApiKey = Answer<'/v1/keys'>['items'][number];

export type AuditEntry = Answer<'/v1/audit'>['items'][number];

export const auditQuery = infiniteQueryOptions({
  queryKey: ['audit'],
  queryFn: ({ pageParam, signal }) =>
    api.get('/v1/audit', {
      params: { query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
      signal,
    }),
  initialPageParam: '',
  getNextPageParam: (page) => page.next,
});
