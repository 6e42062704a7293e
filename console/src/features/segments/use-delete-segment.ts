import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../shared/api/api.ts';

export function useDeleteSegment(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete('/v1/segments/{id}', { params: { path: { id } } }),
    onSuccess: () => {
      queries.removeQueries({ queryKey: ['segments', id] });
      return queries.invalidateQueries({ queryKey: ['segments'], exact: true });
    },
  });
}
