import type { ErrorCode } from '@quen/contracts/errors.ts';
import createFetchClient, { type FetchResponse, type MaybeOptionalInit } from 'openapi-fetch';
import type { HttpMethod, PathsWithMethod, RequiredKeysOf } from 'openapi-typescript-helpers';
import type { components, operations, paths } from './schema.ts';

export type { components, operations, paths };
export type Problem = components['schemas']['Problem'];

/** A refusal of the API: its stable code and what to tell people, in both languages. */
export class QuenError extends Error {
  readonly code: ErrorCode | 'unreachable';
  readonly status: number;
  readonly text: { vi: string; en: string };
  readonly details: Record<string, unknown>;
  readonly requestId: string | undefined;

  constructor(problem: Partial<Problem> & { status: number }) {
    const text = problem.message ?? {
      vi: 'Máy chủ không trả lời được. Vui lòng thử lại.',
      en: 'The server could not answer. Try again.',
    };
    super(text.en);
    this.name = 'QuenError';
    this.code = (problem.code as ErrorCode | undefined) ?? 'unreachable';
    this.status = problem.status;
    this.text = text;
    this.details = problem.details ?? {};
    this.requestId = problem.requestId;
  }
}

export interface ClientOptions {
  /** Where Quen answers; the page's own origin where left out. */
  baseUrl?: string;
  /** An API key. Browsers go without: their session cookie speaks for them. */
  key?: string;
  /** Slug of the business to act for, where a person works for several. */
  business?: string | (() => string | undefined);
  fetch?: (request: Request) => Promise<Response>;
}

type Media = 'application/json';
type InitArguments<Init> = RequiredKeysOf<Init> extends never ? [init?: Init] : [init: Init];

/** Calls one method of a path and gives what it answered; throws QuenError otherwise. */
type Call<Method extends HttpMethod> = <
  Path extends PathsWithMethod<paths, Method>,
  Init extends MaybeOptionalInit<paths[Path], Method>,
>(
  path: Path,
  ...init: InitArguments<Init>
) => Promise<
  // biome-ignore lint/suspicious/noExplicitAny: how openapi-fetch constrains an operation
  paths[Path][Method & keyof paths[Path]] extends infer Operation extends Record<string, any>
    ? Data<FetchResponse<Operation, Init, Media>>
    : never
>;

/** What a successful answer holds; undefined where it holds nothing (204). */
type Data<Answer> = Answer extends { data: infer Content; error?: never }
  ? [Content] extends [never]
    ? undefined
    : Content
  : never;

export interface QuenClient {
  get: Call<'get'>;
  post: Call<'post'>;
  put: Call<'put'>;
  patch: Call<'patch'>;
  delete: Call<'delete'>;
}

/** A typed client of the API: `await client.get('/v1/customers/{id}', { params: { path: { id } } })`. */
export function createClient(options: ClientOptions = {}): QuenClient {
  const { business } = options;
  const inner = createFetchClient<paths, Media>({
    baseUrl: options.baseUrl ?? '',
    ...(options.fetch ? { fetch: options.fetch } : {}),
  });
  inner.use({
    onRequest({ request }) {
      if (options.key) request.headers.set('authorization', `Bearer ${options.key}`);
      const slug = typeof business === 'function' ? business() : business;
      if (slug) request.headers.set('x-quen-business', slug);
      return request;
    },
  });
  const call =
    (method: Uppercase<HttpMethod>) =>
    async (path: never, ...init: never[]): Promise<unknown> => {
      const answer = await (inner[method] as (path: never, ...init: never[]) => Promise<Answered>)(
        path,
        ...init,
      ).catch((error: unknown) => {
        if (error instanceof Error && error.name === 'AbortError') throw error;
        throw new QuenError({ status: 0 });
      });
      if (answer.response.ok) return answer.data;
      const problem = typeof answer.error === 'object' ? answer.error : {};
      throw new QuenError({ ...problem, status: answer.response.status });
    };
  return {
    get: call('GET'),
    post: call('POST'),
    put: call('PUT'),
    patch: call('PATCH'),
    delete: call('DELETE'),
  } as QuenClient;
}

interface Answered {
  data?: unknown;
  error?: Partial<Problem>;
  response: Response;
}
