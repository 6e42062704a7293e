import type { Programme } from '@quen/contracts/programme.ts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { type Answer, api } from '../../api/api.ts';
import { programmeQuery } from '../programme-query.ts';
import { draftQuery } from './draft-query.ts';

/** What publishing would change: the differences, and who would change tier. */
export const publishPreviewQuery = (document: Programme) =>
  queryOptions({
    queryKey: ['programme', 'preview', document],
    queryFn: ({ signal }) => api.post('/v1/programme/preview', { body: { document }, signal }),
    staleTime: 0,
    gcTime: 0,
  });

export type PublishPreview = Answer<'/v1/programme/preview', 'post'>;
export type Change = PublishPreview['changes'][number];
export type TierMove = PublishPreview['tierMoves'][number];

interface Input {
  document: Programme;
  expectedVersion: number;
  note: string;
}

export function usePublish() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ document, expectedVersion, note }: Input) =>
      api.put('/v1/programme', {
        body: { document, expectedVersion, ...(note.trim() ? { note: note.trim() } : {}) },
      }),
    onSuccess: async () => {
      // The draft first: the editor starts anew as soon as it sees the new version.
      await queries.invalidateQueries({ queryKey: draftQuery.queryKey });
      await queries.invalidateQueries({ queryKey: programmeQuery.queryKey });
      await queries.invalidateQueries();
    },
  });
}
