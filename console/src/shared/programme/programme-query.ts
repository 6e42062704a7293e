import type { Programme, TierLevel } from '@quen/contracts/programme.ts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../api/api.ts';

export interface CurrentProgramme {
  version: number;
  document: Programme;
  effectiveAt: string | null;
  publishedAt: string;
  publishedBy: string;
  note: string | null;
}

/** The published programme: names of tiers, wallets, campaigns and journeys everywhere come from it. */
export const programmeQuery = queryOptions({
  queryKey: ['programme', 'published'],
  // The document's own schema is in contracts; OpenAPI cannot say what a condition is.
  queryFn: async ({ signal }) =>
    (await api.get('/v1/programme', { signal })) as unknown as CurrentProgramme,
  staleTime: 60_000,
});

/** The tier with that key; undefined while loading, and for tiers that no longer exist. */
export function useTier(key: string | null | undefined): TierLevel | undefined {
  const { data } = useQuery(programmeQuery);
  return key ? data?.document.tiers.find((tier) => tier.key === key) : undefined;
}
