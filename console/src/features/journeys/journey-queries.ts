import type { MessageState } from '@quen/contracts/messaging.ts';
import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { type Answer, api } from '../../shared/api/api.ts';

export type JourneyItem = Answer<'/v1/journeys'>['items'][number];
export type JourneyReport = Answer<'/v1/journeys/{key}'>;
export type JourneyPreview = Answer<'/v1/journeys/preview', 'post'>;

const path = (key: string) => ({ path: { key } });

export const journeysQuery = queryOptions({
  queryKey: ['journeys'],
  queryFn: ({ signal }) => api.get('/v1/journeys', { signal }),
});

export const journeyQuery = (key: string) =>
  queryOptions({
    queryKey: ['journeys', key],
    queryFn: ({ signal }) => api.get('/v1/journeys/{key}', { params: path(key), signal }),
    // Letters go out and orders come in while the page stands open.
    refetchInterval: (query) => (query.state.data?.status === 'running' ? 5_000 : false),
  });

export const journeyPreviewQuery = (key: string) =>
  queryOptions({
    queryKey: ['journeys', key, 'preview'],
    queryFn: ({ signal }) => api.post('/v1/journeys/preview', { body: { key }, signal }),
    staleTime: 0,
  });

export const runsQuery = (key: string) =>
  infiniteQueryOptions({
    queryKey: ['journeys', key, 'runs'],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/journeys/{key}/runs', {
        params: { ...path(key), query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });

export const messagesQuery = (journey: string, state: MessageState | null) =>
  infiniteQueryOptions({
    queryKey: ['journeys', journey, 'messages', state],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/messages', {
        params: {
          query: {
            journey,
            limit: 50,
            ...(state ? { state } : {}),
            ...(pageParam ? { cursor: pageParam } : {}),
          },
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });

const actions = {
  start: (key: string) => api.post('/v1/journeys/{key}/start', { params: path(key) }),
  pause: (key: string) => api.post('/v1/journeys/{key}/pause', { params: path(key) }),
  resume: (key: string) => api.post('/v1/journeys/{key}/resume', { params: path(key) }),
  stop: (key: string) => api.post('/v1/journeys/{key}/stop', { params: path(key) }),
};
export type JourneyAction = keyof typeof actions;

export function useJourneyAction(key: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (action: JourneyAction) => actions[action](key),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['journeys'] }),
  });
}
