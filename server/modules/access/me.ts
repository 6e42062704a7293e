import type { Permission, Role } from '@quen/contracts/permissions.ts';
import type { Database, Tenant } from '../../platform/db.ts';
import type { Caller } from '../../platform/route.ts';
import { tenantById } from '../../platform/tenant.ts';
import { selectPerson } from './store/people.ts';
import { selectMemberships } from './store/staff.ts';

export interface Me {
  user: { id: string; name: string; email: string; twoFactor: boolean } | null;
  businesses: { slug: string; name: string; role: Role | null }[];
  business: {
    slug: string;
    name: string;
    currency: string;
    timeZone: string;
    locale: 'vi' | 'en';
    role: Role | null;
    storeId: string | null;
    permissions: Permission[];
  } | null;
}

/** The person or key behind a request, the businesses open to them and the one at hand. */
export async function whoAmI(db: Database, caller: Caller): Promise<Me> {
  const tenant = caller.tenant as Tenant;
  const permissions = [...caller.permissions].sort();
  const { slug, name, currency, timeZone, locale } = tenant;
  const business = { slug, name, currency, timeZone, locale, permissions };
  if (caller.kind !== 'staff') {
    return {
      user: null,
      businesses: [{ slug, name, role: null }],
      business: { ...business, role: null, storeId: null },
    };
  }
  const [user, memberships] = await db.global(
    async (q) => [await selectPerson(q, caller.id), await selectMemberships(q, caller.id)] as const,
    caller.id,
  );
  const open = await Promise.all(
    memberships.map(async (m) => ({ ...m, tenant: await tenantById(db, m.tenantId) })),
  );
  const own = open.find((m) => m.tenantId === tenant.id);
  return {
    user,
    businesses: open.map((m) => ({ slug: m.tenant.slug, name: m.tenant.name, role: m.role })),
    business: { ...business, role: own?.role ?? null, storeId: own?.storeId ?? null },
  };
}
