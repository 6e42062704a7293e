import type { Condition } from '@quen/contracts/conditions.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { pending } from '../../shared/api/api.ts';
import type { Segment } from './segment-queries.ts';

interface Input {
  name: string;
  condition: Condition;
}

/** Saves a new segment, or changes the one with that id. */
export function useSaveSegment(id?: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) =>
      id
        ? pending.put<Segment>('/v1/segments/{id}', { params: { path: { id } }, body: input })
        : pending.post<Segment>('/v1/segments', { body: input }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['segments'] }),
  });
}
