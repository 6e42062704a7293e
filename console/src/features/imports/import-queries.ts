import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { type Answer, api, type Body } from '../../shared/api/api.ts';

export type Import = Answer<'/v1/imports/{id}'>;
export type Reading = Body<'/v1/imports/{id}', 'patch'>;

const whileWorking = 500;

export const importsQuery = infiniteQueryOptions({
  queryKey: ['imports'],
  queryFn: ({ pageParam, signal }) =>
    api.get('/v1/imports', {
      params: { query: { limit: 20, ...(pageParam ? { cursor: pageParam } : {}) } },
      signal,
    }),
  initialPageParam: '',
  getNextPageParam: (page) => page.next,
});

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', id],
    queryFn: ({ signal }) => api.get('/v1/imports/{id}', { params: { path: { id } }, signal }),
    refetchInterval: (query) =>
      query.state.data && isWorking(query.state.data) ? whileWorking : false,
  });
export type Summary = NonNullable<Import['summary']>;

export const isWorking = ({ state }: Pick<Import, 'state'>) =>
  state === 'checking' || state === 'running';

/** Keeps what the server answered about an import where the page looks for it. */
function useAnswer(id: string) {
  const queries = useQueryClient();
  return (answer: Import) => {
    queries.setQueryData(importQuery(id).queryKey, answer);
    return queries.invalidateQueries({ queryKey: importsQuery.queryKey, exact: true });
  };
}

const at = (id: string) => ({ params: { path: { id } } });

export function useChangeReading(id: string) {
  return useMutation({
    mutationFn: (body: Reading) => api.patch('/v1/imports/{id}', { ...at(id), body }),
    onSuccess: useAnswer(id),
  });
}

const actions = {
  check: (id: string) => api.post('/v1/imports/{id}/check', at(id)),
  run: (id: string) => api.post('/v1/imports/{id}/run', at(id)),
  cancel: (id: string) => api.post('/v1/imports/{id}/cancel', at(id)),
};

export function useImportAction(id: string) {
  return useMutation({
    mutationFn: (action: keyof typeof actions) => actions[action](id),
    onSuccess: useAnswer(id),
  });
}
