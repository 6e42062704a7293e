import type { Condition } from '@quen/contracts/conditions.ts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type PageOf, pending } from '../../shared/api/api.ts';
import type { LocalText } from '../../shared/lib/local-text.ts';
import type { Person } from '../../shared/people/person.ts';

export interface Segment {
  id: string;
  name: string;
  condition: Condition;
  sentence: LocalText;
  members: number;
  computedAt: string | null;
  createdAt: string;
  updatedAt: string;
}

export const segmentsQuery = queryOptions({
  queryKey: ['segments'],
  queryFn: ({ signal }) => pending.get<PageOf<Segment>>('/v1/segments', { signal }),
});

export const segmentQuery = (id: string) =>
  queryOptions({
    queryKey: ['segments', id],
    queryFn: ({ signal }) =>
      pending.get<Segment>('/v1/segments/{id}', { params: { path: { id } }, signal }),
  });

export const segmentMembersQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['segments', id, 'members'],
    queryFn: ({ pageParam, signal }) =>
      pending.get<PageOf<Person & { since: string }>>('/v1/segments/{id}/members', {
        params: { path: { id }, query: { limit: 50, cursor: pageParam || undefined } },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
