import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../../platform/errors.ts';
import { headersOf } from '../headers.ts';
import { requireSameOrigin } from '../same-origin.ts';
import type { SignIn } from '../sign-in.ts';

/** What of the sign-in library is reachable. The rest (sign-up, social, user editing) is not. */
const reachable = new Set([
  'POST /sign-in/email',
  'POST /sign-out',
  'GET /get-session',
  'POST /change-password',
  'GET /list-sessions',
  'POST /revoke-session',
  'POST /revoke-other-sessions',
  'POST /two-factor/enable',
  'POST /two-factor/disable',
  'POST /two-factor/get-totp-uri',
  'POST /two-factor/verify-totp',
  'POST /two-factor/generate-backup-codes',
  'POST /two-factor/verify-backup-code',
]);
const BASE = '/api/auth';

/** Mounts staff sign-in at /api/auth. */
export function signInRoutes(signIn: () => Promise<SignIn>, publicUrl: string) {
  return async (scope: FastifyInstance): Promise<void> => {
    // The library reads the body itself.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 64 * 1024 }, (_r, body, done) =>
      done(null, body),
    );
    scope.route({
      method: ['GET', 'POST'],
      url: `${BASE}/*`,
      schema: { hide: true } as never,
      handler: async (request, reply) => {
        const path = request.url.split('?')[0]?.slice(BASE.length) ?? '';
        if (!reachable.has(`${request.method} ${path}`)) throw new DomainError('not_found');
        // Signing somebody in as somebody else is an attack too, so this holds without a session.
        requireSameOrigin(request, publicUrl);
        return forward(signIn, publicUrl, request, reply);
      },
    });
  };
}

async function forward(
  signIn: () => Promise<SignIn>,
  publicUrl: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const library = await signIn();
  const answer = await library.handler(
    new Request(new URL(request.url, publicUrl), {
      method: request.method,
      headers: headersOf(request),
      ...(request.body instanceof Buffer ? { body: new Uint8Array(request.body) } : {}),
    }),
  );
  reply.code(answer.status).header('cache-control', 'no-store');
  answer.headers.forEach((value, name) => {
    if (name !== 'set-cookie') reply.header(name, value);
  });
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  return reply.send(await answer.text());
}
