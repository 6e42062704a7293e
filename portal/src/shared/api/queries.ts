import {
  infiniteQueryOptions,
  QueryClient,
  queryOptions,
  type UseQueryOptions,
} from '@tanstack/react-query';
import { storage } from '../lib/storage.ts';
import { clientOf, isOffline } from './client.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Ask even when the phone says it is offline: it is often wrong, and failing is quick.
      networkMode: 'always',
      staleTime: 10_000,
      retry: (failures, error) => failures < 1 && isOffline(error),
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

interface Kept<T> {
  at: number;
  data: T;
}

/**
 * A query whose last answer stays on the phone: shown at once on the next visit, and alone when
 * there is no network. Everything below `member.<slug>` is forgotten on sign-out.
 */
function keptQuery<T>(
  key: readonly [string, ...string[]],
  fetchFresh: (signal: AbortSignal) => Promise<T>,
) {
  const name = key.join('.');
  const kept = storage.read<Kept<T>>(name);
  return queryOptions({
    queryKey: key as readonly unknown[],
    queryFn: async ({ signal }) => {
      const data = await fetchFresh(signal);
      storage.write(name, { at: Date.now(), data });
      return data;
    },
    ...(kept ? { initialData: kept.data, initialDataUpdatedAt: kept.at } : {}),
  } satisfies UseQueryOptions<T>);
}

export const shopQuery = (slug: string) =>
  keptQuery(['shop', slug], (signal) =>
    clientOf(slug).get('/v1/portal/{slug}', { params: { path: { slug } }, signal }),
  );

export const homeQuery = (slug: string) =>
  keptQuery(['member', slug, 'home'], (signal) =>
    clientOf(slug).get('/v1/member/home', { signal }),
  );

export const vouchersQuery = (slug: string) =>
  keptQuery(['member', slug, 'vouchers'], (signal) =>
    clientOf(slug).get('/v1/member/vouchers', { signal }),
  );

export const profileQuery = (slug: string) =>
  queryOptions({
    queryKey: ['member', slug, 'profile'],
    queryFn: ({ signal }) => clientOf(slug).get('/v1/member/profile', { signal }),
  });

export const sessionsQuery = (slug: string) =>
  queryOptions({
    queryKey: ['member', slug, 'sessions'],
    queryFn: ({ signal }) => clientOf(slug).get('/v1/member/sessions', { signal }),
  });

export const historyQuery = (slug: string) =>
  infiniteQueryOptions({
    queryKey: ['member', slug, 'history'],
    queryFn: ({ signal, pageParam }) =>
      clientOf(slug).get('/v1/member/history', {
        params: { query: pageParam ? { cursor: pageParam } : {} },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** Nothing of the member who was here before stays on the phone, or shows to the next one. */
export function forgetMember(slug: string): void {
  storage.forget(`member.${slug}`);
  queryClient.removeQueries({ queryKey: ['member', slug] });
}
