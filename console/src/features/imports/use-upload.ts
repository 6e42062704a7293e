import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../shared/api/api.ts';
import { type Import, importQuery, importsQuery } from './import-queries.ts';

interface Upload {
  file: File;
  kind: Import['kind'];
  source: string;
}

/** Sends a file to be looked at; nothing is imported yet. */
export function useUpload() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ file, kind, source }: Upload) => {
      const form = new FormData();
      form.set('kind', kind);
      form.set('source', source);
      form.set('file', file);
      // A multipart form: the OpenAPI document describes JSON bodies only.
      return api.post('/v1/imports', { body: form } as object) as Promise<Import>;
    },
    onSuccess: (uploaded) => {
      queries.setQueryData(importQuery(uploaded.id).queryKey, uploaded);
      return queries.invalidateQueries({ queryKey: importsQuery.queryKey, exact: true });
    },
  });
}
