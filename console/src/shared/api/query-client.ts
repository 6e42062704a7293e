import { QuenError } from '@quen/client';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isRefusal } from './problem.ts';

/** Refusals are answers, not accidents: only a lost connection or a busy server is tried again. */
function retry(failures: number, error: unknown): boolean {
  const worthTrying = error instanceof QuenError && (error.status === 0 || error.status === 503);
  return worthTrying && failures < 2;
}

/** A session that ended meanwhile: sign in again, then back to where one was. */
function whenSignedOut(error: unknown): void {
  const { pathname, search } = window.location;
  if (!isRefusal(error, 'unauthenticated') || pathname === '/sign-in') return;
  window.location.assign(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    // The first question of all, who is signed in, is the router's to handle.
    onError: (error, query) => {
      if (query.queryKey[0] !== 'me') whenSignedOut(error);
    },
  }),
  mutationCache: new MutationCache({
    onError: (error, _input, _context, mutation) => {
      if (!mutation.meta?.ownSignIn) whenSignedOut(error);
    },
  }),
  defaultOptions: {
    queries: { staleTime: 15_000, retry },
    mutations: { retry: false },
  },
});
