import type { Condition } from '@quen/contracts/conditions.ts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { pending } from '../api/api.ts';
import type { LocalText } from '../lib/local-text.ts';
import type { Person } from './person.ts';

export interface Preview {
  count: number;
  sample: Person[];
  next: string | null;
  sentence: LocalText;
  computedInMs: number;
}

/** How many customers satisfy a condition, the condition in words, and the customers page by page. */
export const previewQuery = (condition: Condition, limit = 30) =>
  infiniteQueryOptions({
    queryKey: ['people', condition, limit],
    queryFn: ({ pageParam, signal }) =>
      pending.post<Preview>('/v1/segments/preview', {
        body: { condition, limit, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    staleTime: 10_000,
  });
