import { type Static, Type } from 'typebox';
import { type AnyRoute, type RouteContext, route } from '../../../platform/route.ts';
import { whoAmI } from '../me.ts';
import { LocaleName, Nullable, PermissionName, RoleName } from './schemas.ts';

const Me = Type.Object({
  user: Nullable(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      email: Type.String(),
      twoFactor: Type.Boolean({ description: 'Signing in takes a code from an app as well' }),
    }),
  ),
  businesses: Type.Array(
    Type.Object({ slug: Type.String(), name: Type.String(), role: Nullable(RoleName) }),
  ),
  business: Nullable(
    Type.Object({
      slug: Type.String(),
      name: Type.String(),
      currency: Type.String(),
      timeZone: Type.String(),
      locale: LocaleName,
      role: Nullable(RoleName),
      storeId: Nullable(Type.String({ format: 'uuid' })),
      permissions: Type.Array(PermissionName),
    }),
  ),
});

export const meRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    url: '/v1/me',
    access: 'signed-in',
    summary: 'Who is signed in, for which business, and what they may do',
    description: 'Called with a key, `user` is null and the business is the key’s.',
    tag: 'Access',
    response: Me,
    handle: (_input, context: RouteContext): Promise<Static<typeof Me>> =>
      whoAmI(context.db, context.caller),
  }),
];
