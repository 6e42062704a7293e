import type { Permission } from '@quen/contracts/permissions.ts';
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { api } from '../api/api.ts';

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api.get('/v1/me', { signal }),
  staleTime: 5 * 60_000,
});

/** Who is signed in. Only below the signed-in layout, which has loaded it. */
export function useMe() {
  return useSuspenseQuery(meQuery).data;
}

/** The business worked in. Only below the signed-in layout, which refuses people without one. */
export function useBusiness() {
  const { business } = useMe();
  if (!business) throw new Error('No business chosen');
  return business;
}

/** Whether the person's role allows it. The server decides; this only hides what would be refused. */
export function useMay(permission: Permission): boolean {
  return useBusiness().permissions.includes(permission);
}
