import type { Permission, Role } from '@quen/contracts/permissions.ts';
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { api } from '../api/api.ts';

export interface Business {
  slug: string;
  name: string;
  currency: string;
  timeZone: string;
  locale: 'vi' | 'en';
  role: Role;
  permissions: Permission[];
}

export interface Me {
  user: { id: string; name: string; email: string; twoFactorEnabled?: boolean };
  businesses: { slug: string; name: string; role: Role }[];
  business: Business | null;
}

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api.get<Me>('/v1/me', { signal }),
  staleTime: 5 * 60_000,
});

/** Who is signed in. Only below the signed-in layout, which has loaded it. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** The business worked in. Only below the signed-in layout, which refuses people without one. */
export function useBusiness(): Business {
  const { business } = useMe();
  if (!business) throw new Error('No business chosen');
  return business;
}

/** Whether the person's role allows it. The server decides; this only hides what would be refused. */
export function useMay(permission: Permission): boolean {
  return useBusiness().permissions.includes(permission);
}
