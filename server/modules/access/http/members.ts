import { Type } from 'typebox';
import { DomainError } from '../../../platform/errors.ts';
import { Answer, type AnyRoute, type RouteContext, route } from '../../../platform/route.ts';
import { tenantBySlug } from '../../../platform/tenant.ts';
import { codeSender } from '../code-sender.ts';
import { sessionCookie } from '../cookies.ts';
import { addressKey, requireWithin } from '../limits.ts';
import { endOtherSessions, endSession, listSessions, memberCookie } from '../member-sessions.ts';
import { type MemberDirectory, redeemCode, requestCode } from '../members.ts';
import { Id, Instant, Nullable } from './schemas.ts';

const Slug = Type.Object({ slug: Type.String({ maxLength: 40 }) });
/** An address may stand for a whole mobile network, so this only stops machines. */
const perAddress = { max: 60, windowSeconds: 600 };
/** Longer than any session: when it ends is the server's to say. */
const COOKIE_SECONDS = 400 * 86_400;

const isSecure = ({ config }: RouteContext) => config.publicUrl.startsWith('https:');

/** Sign-in of members by one-time code, over the given directory of who they are. */
export function memberRoutes(directory: MemberDirectory): AnyRoute[] {
  return [
    route({
      method: 'POST',
      url: '/v1/portal/:slug/codes',
      access: 'public',
      summary: 'Send a member a one-time code by e-mail or SMS',
      description:
        'The answer is the same whether the destination is a member’s or not. At most 5 codes in 10 minutes and 10 a day for a destination.',
      tag: 'Members',
      params: Slug,
      body: Type.Object(
        {
          destination: Type.String({
            minLength: 3,
            maxLength: 254,
            description: 'Phone or e-mail, as the member writes it',
          }),
        },
        { additionalProperties: false },
      ),
      response: Type.Object({ attempt: Type.String({ format: 'uuid' }), expiresAt: Instant }),
      errors: ['not_found', 'too_many_requests'],
      handle: async ({ params, body }, context) => {
        const { db, config, log, ip } = context;
        const tenant = await tenantBySlug(db, params.slug);
        await db.global((q) =>
          requireWithin(q, addressKey('code', ip), perAddress, db.clock.now()),
        );
        const destination = directory.parse(body.destination);
        if (!destination) {
          throw new DomainError('invalid_input', { problem: 'neither a phone nor an e-mail' });
        }
        const { attempt, expiresAt, message } = await db.tx(tenant, 'system', (tx) =>
          requestCode(tx, directory, config.secret, destination),
        );
        if (message) {
          // Not awaited: how long the mail server takes must not tell who is a member.
          codeSender(config, log)
            .send({ tenant, attempt, ...message })
            .catch((error: Error) => log.error({ err: error }, 'a member code was not sent'));
        }
        return { attempt, expiresAt: expiresAt.toISOString() };
      },
    }),
    route({
      method: 'POST',
      url: '/v1/portal/:slug/sessions',
      access: 'public',
      summary: 'Sign a member in with the code they were sent',
      description:
        'Sets an httpOnly cookie. A code works once, for 10 minutes, and survives 5 tries.',
      tag: 'Members',
      params: Slug,
      body: Type.Object(
        {
          attempt: Type.String({ format: 'uuid' }),
          code: Type.String({ pattern: '^[0-9]{6}$' }),
        },
        { additionalProperties: false },
      ),
      status: 201,
      response: Type.Object({ id: Type.String({ format: 'uuid' }), expiresAt: Instant }),
      errors: ['not_found', 'code_invalid', 'too_many_requests'],
      handle: async ({ params, body }, context) => {
        const { db, config, ip, headers } = context;
        const tenant = await tenantBySlug(db, params.slug);
        await db.global((q) => requireWithin(q, addressKey('try', ip), perAddress, db.clock.now()));
        const session = await redeemCode(db, tenant, config.secret, {
          ...body,
          userAgent: headers['user-agent'],
        });
        return new Answer(
          201,
          { id: session.id, expiresAt: session.expiresAt.toISOString() },
          {
            'cache-control': 'no-store',
            'set-cookie': sessionCookie(memberCookie(tenant.slug), session.token, {
              maxAgeSeconds: COOKIE_SECONDS,
              secure: isSecure(context),
            }),
          },
        );
      },
    }),
    ...sessionRoutes,
  ];
}

const Session = Type.Object({
  id: Type.String({ format: 'uuid' }),
  userAgent: Nullable(Type.String()),
  current: Type.Boolean({ description: 'The session this request is made in' }),
  createdAt: Instant,
  lastUsedAt: Instant,
  expiresAt: Instant,
});

const sessionRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    url: '/v1/member/sessions',
    access: 'member',
    summary: 'Where the member is signed in',
    tag: 'Members',
    response: Type.Object({ items: Type.Array(Session), next: Type.Null() }),
    read: async (tx, _input, { caller }) => ({
      items: (await listSessions(tx, caller.customerId)).map((session) => ({
        id: session.id,
        userAgent: session.userAgent,
        current: session.id === caller.id,
        createdAt: session.createdAt.toISOString(),
        lastUsedAt: session.lastUsedAt.toISOString(),
        expiresAt: session.expiresAt.toISOString(),
      })),
      next: null,
    }),
  }),
  route({
    method: 'DELETE',
    url: '/v1/member/sessions',
    access: 'member',
    summary: 'Sign the member out everywhere else',
    tag: 'Members',
    response: null,
    write: async (tx, _input, { caller }) => {
      await endOtherSessions(tx, caller.customerId, caller.id);
      return undefined;
    },
  }),
  route({
    method: 'DELETE',
    url: '/v1/member/sessions/:id',
    access: 'member',
    summary: 'Sign the member out on one device',
    tag: 'Members',
    params: Id,
    response: null,
    write: async (tx, { params }, { caller }) => {
      await endSession(tx, caller.customerId, params.id);
      return undefined;
    },
  }),
  route({
    method: 'POST',
    url: '/v1/member/sign-out',
    access: 'member',
    summary: 'Sign the member out here',
    tag: 'Members',
    response: null,
    handle: async (_input, context) => {
      const { db, tenant, caller } = context;
      await db.tx(tenant, caller.actor, (tx) => endSession(tx, caller.customerId, caller.id));
      return new Answer(204, undefined, {
        'set-cookie': sessionCookie(memberCookie(tenant.slug), '', {
          maxAgeSeconds: 0,
          secure: isSecure(context),
        }),
      });
    },
  }),
];
