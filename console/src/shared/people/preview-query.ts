import type { Condition } from '@quen/contracts/conditions.ts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { api } from '../api/api.ts';
import { plain } from '../api/plain.ts';

/** How many customers satisfy a condition, the condition in words, and the customers page by page. */
export const previewQuery = (condition: Condition, limit = 30) =>
  infiniteQueryOptions({
    queryKey: ['people', condition, limit],
    queryFn: ({ pageParam, signal }) =>
      api.post('/v1/segments/preview', {
        body: { condition: plain(condition), limit, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    staleTime: 10_000,
  });
