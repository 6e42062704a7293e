import type { Condition } from '@quen/contracts/conditions.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../shared/api/api.ts';
import { plain } from '../../shared/api/plain.ts';

interface Input {
  name: string;
  condition: Condition;
}

/** Saves a new segment, or changes the one with that id. */
export function useSaveSegment(id?: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ name, condition }: Input) => {
      const body = { name, condition: plain(condition) };
      return id
        ? api.put('/v1/segments/{id}', { params: { path: { id } }, body })
        : api.post('/v1/segments', { body });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['segments'] }),
  });
}
