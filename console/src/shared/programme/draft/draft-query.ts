import type { Programme } from '@quen/contracts/programme.ts';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/api.ts';

/** The save on its way: whoever opens the draft next must not read what was there before it. */
export const saving = { done: Promise.resolve() as Promise<unknown> };

/** What somebody left unpublished; where nobody did, what is published. */
export const draftQuery = queryOptions({
  queryKey: ['programme', 'draft'],
  queryFn: async ({ signal }) => {
    await saving.done;
    const draft = await api.get('/v1/programme/draft', { signal });
    return { ...draft, document: draft.document as unknown as Programme };
  },
  // What is being typed here must not be replaced by what was saved a moment ago.
  staleTime: Number.POSITIVE_INFINITY,
  // A colleague may have worked on it meanwhile: opening the page again asks again.
  gcTime: 0,
});
