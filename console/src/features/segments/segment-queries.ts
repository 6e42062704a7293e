import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type Answer, api } from '../../shared/api/api.ts';

export type Segment = Answer<'/v1/segments/{id}'>;

const path = (id: string) => ({ path: { id } });

export const segmentsQuery = queryOptions({
  queryKey: ['segments'],
  queryFn: ({ signal }) => api.get('/v1/segments', { params: { query: { limit: 100 } }, signal }),
});

export const segmentQuery = (id: string) =>
  queryOptions({
    queryKey: ['segments', id],
    queryFn: ({ signal }) => api.get('/v1/segments/{id}', { params: path(id), signal }),
  });

export const segmentMembersQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['segments', id, 'members'],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/segments/{id}/members', {
        params: { ...path(id), query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
