import { QuenError } from '@quen/client';
import { QueryClient } from '@tanstack/react-query';

/** Refusals are answers, not accidents: only a lost connection or a busy server is tried again. */
function retry(failures: number, error: unknown): boolean {
  const worthTrying = error instanceof QuenError && (error.status === 0 || error.status === 503);
  return worthTrying && failures < 2;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, retry },
    mutations: { retry: false },
  },
});
