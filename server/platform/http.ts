import { Readable } from 'node:stream';
import AjvCompiler from '@fastify/ajv-compiler';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import { type ErrorCode, errorCatalogue } from '@quen/contracts/errors.ts';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifySchema,
  type FastifySchemaCompiler,
  LogController,
} from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Nobody has to be signed in. */
    anonymous?: boolean;
  }
  interface FastifyRequest {
    /** Who was recognised at the door. */
    caller: Caller | null;
  }
}

import type { Logger } from 'pino';
import { Type } from 'typebox';
import { answerCheck } from './check-answer.ts';
import type { Config } from './config.ts';
import { type Database, isOutOfReach } from './db.ts';
import { DomainError, problemOf } from './errors.ts';
import { idempotencyKeyOf, once } from './idempotency.ts';
import { uuidv7 } from './ids.ts';
import { InputRefusal, inputRefusal } from './input-refusal.ts';
import { type Access, Answer, type AnyRoute, type Caller, type RouteContext } from './route.ts';
import { securityHeaders } from './security-headers.ts';

export interface HttpOptions {
  db: Database;
  config: Config;
  log: Logger;
  routes: readonly AnyRoute[];
  /** Finds out who calls and whether they may: throws unauthenticated, forbidden or not_found. */
  authenticate(request: FastifyRequest, access: Access): Promise<Caller>;
  /** Answers are checked against their schema (development and tests). */
  checkAnswers: boolean;
  /** Told of every request once its answer is out: for the metrics. */
  onAnswered?(request: FastifyRequest, reply: FastifyReply): void;
}

const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    detail: Type.String(),
    message: Type.Object({ vi: Type.String(), en: Type.String() }),
    details: Type.Optional(Type.Object({}, { additionalProperties: true })),
    requestId: Type.Optional(Type.String()),
  },
  { description: 'RFC 9457 problem details' },
);

/** The HTTP server: every declared route behind authentication, validation and one error mapper. */
export async function buildHttp(options: HttpOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: options.log as FastifyBaseLogger,
    // Where something is logged of a request, its id is given there.
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => uuidv7(),
    requestIdHeader: false,
    // One proxy of ours: the address it adds counts, not what the client wrote before it.
    trustProxy: options.config.trustProxy && ((_address, hop) => hop < 1),
    bodyLimit: 2 * 1024 * 1024,
    // Links in messages carry what they lead to, signed, in one part of the path.
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 4_000 },
    // Stopping lets the running requests finish; connections nobody uses are closed at once.
    forceCloseConnections: 'idle',
  });
  app.setValidatorCompiler(validatorCompiler());
  app.decorateRequest('caller', null);
  const headers = securityHeaders(options.config);
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(request.url.startsWith('/v1/') ? headers.data : headers.page);
    reply.header('x-request-id', request.id);
    done();
  });
  await app.register(rateLimit, {
    global: false,
    // Who is anonymous is told apart by address only: any header could be varied to begin anew.
    keyGenerator: (request) =>
      request.routeOptions.config.anonymous
        ? request.ip
        : String(request.headers.authorization ?? request.headers.cookie ?? request.ip),
    errorResponseBuilder: (_request, context) =>
      new DomainError('too_many_requests', { retryAfterSeconds: Math.ceil(context.ttl / 1000) }),
  });
  await app.register(multipart, {
    limits: { fileSize: options.config.maxUploadBytes, files: 1, fields: 20 },
  });
  // One-click unsubscription (RFC 8058) posts a form, of which nothing is read. No route takes forms
  // that a browser could be tricked into sending in a signed-in person's name.
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 4_096 },
    (request, _body, done) =>
      request.routeOptions.config.anonymous
        ? done(null, undefined)
        : done(Object.assign(new Error('forms are not accepted'), { statusCode: 415 })),
  );
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Quen',
        version: '1',
        description:
          'Know, reward and keep your customers. Amounts are integers in the minor unit of the currency.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', description: 'API key of a business' },
          session: { type: 'apiKey', in: 'cookie', name: 'quen.session_token' },
        },
      },
    },
  });
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  app.setNotFoundHandler((request, reply) =>
    sendProblem(new DomainError('not_found'), request, reply),
  );
  const { onAnswered } = options;
  if (onAnswered) {
    app.addHook('onResponse', (request, reply, done) => {
      onAnswered(request, reply);
      done();
    });
  }
  await app.register(async (scope) => {
    for (const declared of options.routes) mount(scope, declared, options);
  });
  return app;
}

/**
 * Text becomes numbers and lists where a path or query says so, since there all is text. Bodies are
 * taken as they are: a null stays null, and "0912" is not a number.
 */
function validatorCompiler(): FastifySchemaCompiler<FastifySchema> {
  const build = AjvCompiler();
  const common = { removeAdditional: false, useDefaults: true, allErrors: false } as const;
  const ofText = build({}, { customOptions: { ...common, coerceTypes: 'array' } });
  const ofJson = build({}, { customOptions: { ...common, coerceTypes: false } });
  return (route) => (route.httpPart === 'body' ? ofJson : ofText)(route as never) as never;
}

/** Against runaway callers: a thousand a second of one of them. */
const GENERAL_PER_MINUTE = 60_000;
/** Nobody paces themselves by a limit that far away. */
const NO_RATE_HEADERS = {
  'x-ratelimit-limit': false,
  'x-ratelimit-remaining': false,
  'x-ratelimit-reset': false,
};

function rateLimitOf({ perMinute }: AnyRoute) {
  if (perMinute === 'unlimited') return false;
  return perMinute
    ? { max: perMinute, timeWindow: 60_000 }
    : { max: GENERAL_PER_MINUTE, timeWindow: 60_000, addHeadersOnExceeding: NO_RATE_HEADERS };
}

function mount(app: FastifyInstance, declared: AnyRoute, options: HttpOptions): void {
  const status = declared.status ?? (declared.response === null ? 204 : 200);
  const check =
    options.checkAnswers && declared.response !== null ? answerCheck(declared) : undefined;
  app.route({
    method: declared.method,
    url: declared.url,
    ...(declared.bodyLimit ? { bodyLimit: declared.bodyLimit } : {}),
    config: {
      anonymous: declared.access === 'public',
      rateLimit: rateLimitOf(declared),
    },
    schema: {
      summary: declared.summary,
      ...(declared.description ? { description: declared.description } : {}),
      operationId: operationId(declared),
      tags: [declared.tag],
      ...(declared.params ? { params: declared.params } : {}),
      ...(declared.query ? { querystring: declared.query } : {}),
      ...(declared.body ? { body: declared.body } : {}),
      ...(declared.access === 'public'
        ? { security: [] }
        : { security: [{ key: [] }, { session: [] }] }),
      response: {
        [status]: declared.response ?? Type.Null({ description: 'Done' }),
        ...problemResponses(declared),
      },
      'x-access': declared.access,
    } as never,
    // Before the body is read: strangers neither upload nor learn what a valid request looks like.
    onRequest: async (request) => {
      request.caller = await options.authenticate(request, declared.access);
    },
    handler: async (request, reply) => {
      const caller = request.caller as Caller;
      const context: RouteContext = {
        db: options.db,
        config: options.config,
        // Made when first asked for: most requests have nothing to tell.
        get log() {
          return options.log.child({ requestId: request.id });
        },
        caller,
        tenant: caller.tenant as RouteContext['tenant'],
        requestId: request.id,
        headers: request.headers,
        ip: request.ip,
        request,
        reply,
      };
      const input = { params: request.params, query: request.query, body: request.body };
      const handled = await dispatch(declared, input, context, status);
      if (reply.sent || reply.raw.headersSent) return reply;
      const answer = handled instanceof Answer ? handled : new Answer(status, handled);
      reply.code(answer.status).headers(answer.headers);
      if (answer.body instanceof Readable || typeof answer.body === 'string')
        return reply.send(answer.body);
      if (answer.status === status) check?.(reply, answer.body);
      return answer.status === 204 ? reply.send() : reply.send(answer.body);
    },
  });
}

async function dispatch(
  declared: AnyRoute,
  input: { params: unknown; query: unknown; body: unknown },
  context: RouteContext,
  status: number,
): Promise<unknown> {
  const { db, tenant, caller } = context;
  if ('handle' in declared) return declared.handle(input as never, context);
  if ('read' in declared) {
    return db.snapshot(tenant, caller.actor, (tx) => declared.read(tx, input as never, context));
  }
  const key = idempotencyKeyOf(context.headers);
  if (key === undefined) {
    return db.tx(tenant, caller.actor, (tx) => declared.write(tx, input as never, context));
  }
  const operation = `${declared.method} ${context.request.url.split('?')[0]}`;
  return db.tx(tenant, caller.actor, (tx) =>
    once(tx, operation, key, input, status, async () =>
      declared.write(tx, input as never, context),
    ),
  );
}

function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = asDomainError(error, request.id);
  if (refusal !== error && refusal.status >= 500) {
    request.log.error(
      { err: error, requestId: request.id, route: request.routeOptions.url },
      'request failed',
    );
  }
  const words = refusal instanceof InputRefusal ? refusal.words : {};
  const problem = { ...problemOf(refusal, request.id), ...words };
  if (refusal.code === 'too_many_requests') {
    reply.header('retry-after', String(refusal.details.retryAfterSeconds ?? 60));
  }
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

function asDomainError(error: unknown, requestId: string): DomainError {
  if (error instanceof DomainError) return error;
  const fault = error as {
    validation?: [];
    statusCode?: number;
    code?: string;
    message?: string;
  };
  if (fault.validation || fault.statusCode === 400 || fault.statusCode === 415) {
    return inputRefusal(fault);
  }
  if (fault.statusCode === 413) return new DomainError('payload_too_large');
  if (fault.statusCode === 429)
    return new DomainError('too_many_requests', { retryAfterSeconds: 60 });
  // A value PostgreSQL cannot take (a malformed uuid, a NUL in a text) is the caller's doing.
  if (
    fault.code === '22P02' ||
    fault.code === '22021' ||
    fault.code === '22P05' ||
    fault.code === '22007' ||
    fault.code === '22008'
  ) {
    return new InputRefusal('a value has the wrong form', {
      vi: 'Có giá trị chưa đúng dạng.',
      en: 'A value has the wrong form.',
    });
  }
  if (isOutOfReach(error)) return new DomainError('unavailable');
  return new DomainError('internal', { requestId });
}

function problemResponses(declared: AnyRoute): Record<string, unknown> {
  const common: ErrorCode[] =
    declared.access === 'public'
      ? ['invalid_input']
      : ['invalid_input', 'unauthenticated', 'forbidden', 'not_found'];
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of [...common, ...(declared.errors ?? [])]) {
    const { status } = errorCatalogue[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.join(', '),
        content: { 'application/problem+json': { schema: Problem } },
      },
    ]),
  );
}

function operationId(declared: AnyRoute): string {
  const words = declared.url
    .replace(/^\/(v1\/)?/, '')
    .split('/')
    .map((part) => (part.startsWith(':') ? `By${part[1]?.toUpperCase()}${part.slice(2)}` : part));
  return [declared.method.toLowerCase(), ...words]
    .join('-')
    .replace(/[-_.](\w)/g, (_, c: string) => c.toUpperCase());
}
