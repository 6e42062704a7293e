import type { FieldType, Operator } from '@quen/contracts/conditions.ts';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api/api.ts';
import type { LocalText } from '../lib/local-text.ts';

export interface Field {
  key: string;
  type: FieldType;
  label: LocalText;
  operators: Operator[];
  choices?: { value: string; label: LocalText }[];
}

/** The catalogue of fields, with the choices of this business (tiers, stores, tags). */
export const fieldsQuery = queryOptions({
  queryKey: ['condition-fields'],
  queryFn: ({ signal }) => api.get('/v1/conditions/fields', { signal }),
  // Types and operators are those of the contract; OpenAPI gives them as texts.
  select: (answer) => answer.items as Field[],
  staleTime: 60_000,
});
