import { type Permission, type Role, rolePermissions, roles } from '@quen/contracts/permissions.ts';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../../platform/config.ts';
import type { Database, Tenant } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Access, Caller } from '../../platform/route.ts';
import { tenantById } from '../../platform/tenant.ts';
import { headersOf } from './headers.ts';
import { KeyRing } from './keys.ts';
import { memberOf } from './member-sessions.ts';
import { requireSameOrigin } from './same-origin.ts';
import type { SignIn } from './sign-in.ts';
import { selectMemberships } from './store/staff.ts';

export interface AccessOptions {
  db: Database;
  config: Config;
  log: Logger;
  /** Monotonic milliseconds, for the cache of keys. */
  elapsed?: () => number;
}

/** The one place where callers are recognised and permissions enforced. */
export interface AccessControl {
  /** Throws unauthenticated, forbidden, cross_site, or not_found for a business not one's own. */
  authenticate(request: FastifyRequest, access: Access): Promise<Caller>;
  /** The sign-in library, loaded when first needed: it is half a second of start-up. */
  signIn(): Promise<SignIn>;
}

const anonymous: Caller = Object.freeze({
  kind: 'anonymous',
  id: '',
  actor: 'anonymous',
  tenant: undefined,
  permissions: new Set<Permission>(),
  customerId: '',
});

const permissionsOf = new Map<Role, ReadonlySet<Permission>>(
  roles.map((role) => [role, new Set(rolePermissions[role])]),
);

export function createAccess(options: AccessOptions): AccessControl {
  const { db, config } = options;
  let loaded: Promise<SignIn> | undefined;
  const signIn = () => {
    loaded ??= import('./sign-in.ts').then((library) => library.createSignIn(options));
    return loaded;
  };
  const keys = new KeyRing(db, options.elapsed);

  async function authenticate(request: FastifyRequest, access: Access): Promise<Caller> {
    if (access === 'public') return anonymous;
    if (access === 'member') return signedInMember(request);
    const header = request.headers.authorization;
    const caller =
      header === undefined ? await staffOf(request) : await keyHolderOf(header, request);
    if (access !== 'signed-in' && !caller.permissions.has(access)) {
      throw new DomainError('forbidden', { permission: access });
    }
    return caller;
  }

  async function signedInMember(request: FastifyRequest): Promise<Caller> {
    const { cookie, 'x-quen-business': slug } = request.headers;
    const member = await memberOf(db, cookie, slug === undefined ? undefined : String(slug));
    if (!member) throw new DomainError('unauthenticated');
    requireSameOrigin(request, config.publicUrl);
    return member;
  }

  async function keyHolderOf(header: string, request: FastifyRequest): Promise<Caller> {
    const key = /^Bearer +(\S+)$/i.exec(header)?.[1];
    const caller = key && (await keys.callerOf(key));
    if (!caller) throw new DomainError('unauthenticated');
    const slug = request.headers['x-quen-business'];
    if (slug !== undefined && slug !== caller.tenant?.slug) throw new DomainError('not_found');
    return caller;
  }

  async function staffOf(request: FastifyRequest): Promise<Caller> {
    if (!request.headers.cookie?.includes('quen.session_token')) {
      throw new DomainError('unauthenticated');
    }
    const session = await (await signIn()).api.getSession({
      headers: headersOf(request),
      query: { disableRefresh: true },
    });
    if (!session) throw new DomainError('unauthenticated');
    requireSameOrigin(request, config.publicUrl);
    const chosen = await chooseBusiness(session.user.id, request.headers['x-quen-business']);
    return {
      kind: 'staff',
      id: session.user.id,
      actor: `staff:${session.user.id}`,
      tenant: chosen.tenant,
      permissions: permissionsOf.get(chosen.role) ?? new Set(),
      customerId: '',
      role: chosen.role,
    };
  }

  /** Whose business of the person's is meant. Who works nowhere (any more) is not signed in. */
  async function chooseBusiness(
    userId: string,
    slug: string | string[] | undefined,
  ): Promise<{ tenant: Tenant; role: Role }> {
    const memberships = await db.global((q) => selectMemberships(q, userId), userId);
    for (const { tenantId, role } of memberships) {
      const tenant = await tenantById(db, tenantId);
      if (slug === undefined || tenant.slug === slug) return { tenant, role };
    }
    throw new DomainError(memberships.length === 0 ? 'unauthenticated' : 'not_found');
  }

  return { authenticate, signIn };
}
