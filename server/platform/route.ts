import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { ErrorCode } from '@quen/contracts/errors.ts';
import type { Permission } from '@quen/contracts/permissions.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Static, TSchema } from 'typebox';
import type { Config } from './config.ts';
import type { Database, Tenant, Tx } from './db.ts';

/** Who may call a route: a permission of the role or key, a signed-in member, or anybody. */
export type Access = Permission | 'member' | 'signed-in' | 'public';

/** Who is calling. Public routes have a caller only where one happens to be signed in. */
export interface Caller {
  kind: 'staff' | 'key' | 'member' | 'anonymous';
  id: string;
  /** 'staff:<id>', 'key:<id>', 'member:<id>': what rows say about who wrote them. */
  actor: string;
  tenant: Tenant | undefined;
  permissions: ReadonlySet<Permission>;
  /** The member's customer id; empty for staff and keys. */
  customerId: string;
  role?: string;
}

/** What a route can reach besides its transaction. */
export interface RouteContext {
  db: Database;
  config: Config;
  log: Logger;
  caller: Caller;
  /** The caller's business; routes that anybody may call get it from their own input. */
  tenant: Tenant;
  requestId: string;
  headers: IncomingHttpHeaders;
  ip: string;
  request: FastifyRequest;
  reply: FastifyReply;
}

type Of<S> = S extends TSchema ? Static<S> : undefined;

export interface RouteInput<P, Q, B> {
  params: Of<P>;
  query: Of<Q>;
  body: Of<B>;
}

/** An answer with another status than the declared one, or with headers; or a stream. */
export class Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Record<string, string>;
  constructor(status: number, body: T, headers: Record<string, string> = {}) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}
export type Handled<T> = T | Answer<T> | Answer<Readable> | Answer<string>;

interface Spec<P, Q, B, R> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  access: Access;
  /** First sentence of the API docs. */
  summary: string;
  description?: string;
  tag: string;
  params?: P;
  query?: Q;
  body?: B;
  /** What a 2xx answer contains; null for none (204). */
  response: R;
  status?: number;
  /** Refusals particular to this route; the common ones are documented for all. */
  errors?: readonly ErrorCode[];
  /**
   * Requests a caller may make in a minute, where the general limit is too generous; 'unlimited'
   * where what serves them turns them away itself when it has too many.
   */
  perMinute?: number | 'unlimited';
  bodyLimit?: number;
}

type Handler<P, Q, B, R> =
  /** Runs in a read-only snapshot. */
  | { read(tx: Tx, input: RouteInput<P, Q, B>, context: RouteContext): Promise<Handled<Of<R>>> }
  /** Runs in a transaction that commits with the stored answer of an Idempotency-Key. */
  | { write(tx: Tx, input: RouteInput<P, Q, B>, context: RouteContext): Promise<Handled<Of<R>>> }
  /** Opens its own transactions: batching, uploads, streams, sign-in. */
  | { handle(input: RouteInput<P, Q, B>, context: RouteContext): Promise<Handled<Of<R>>> };

export type Route<
  P extends TSchema | undefined = TSchema | undefined,
  Q extends TSchema | undefined = TSchema | undefined,
  B extends TSchema | undefined = TSchema | undefined,
  R extends TSchema | null = TSchema | null,
> = Spec<P, Q, B, R> & Handler<P, Q, B, R>;

// A list of routes has many input types; the schemas check them at run time.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type AnyRoute = Spec<any, any, any, any> & Handler<any, any, any, any>;

/** Declares one operation of the API: schemas, permission and handler in one place. */
export function route<
  P extends TSchema | undefined = undefined,
  Q extends TSchema | undefined = undefined,
  B extends TSchema | undefined = undefined,
  R extends TSchema | null = null,
>(spec: Route<P, Q, B, R>): AnyRoute {
  return spec as AnyRoute;
}
