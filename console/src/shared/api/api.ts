import { chosenBusiness } from './business.ts';
import { offline, problemOf } from './problem.ts';

type Scalar = string | number | boolean;
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface Options {
  /** Fills the {placeholders} of the path. */
  path?: Record<string, string>;
  query?: Record<string, Scalar | null | undefined>;
  body?: unknown;
  form?: FormData;
  /** Same key, same effect: repeated by retries of one and the same intent. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** Path with its placeholders and query filled in; also for links the browser follows itself. */
export function addressOf(template: string, { path = {}, query = {} }: Options = {}): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(path[name] ?? ''),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value));
  }
  return search.size > 0 ? `${filled}?${search}` : filled;
}

async function request<T>(method: Method, template: string, options: Options = {}): Promise<T> {
  const business = chosenBusiness();
  const headers = new Headers();
  if (business) headers.set('x-quen-business', business);
  if (options.idempotencyKey) headers.set('idempotency-key', options.idempotencyKey);
  if (options.body !== undefined) headers.set('content-type', 'application/json');
  const response = await fetch(addressOf(template, options), {
    method,
    headers,
    credentials: 'same-origin',
    body: options.form ?? (options.body === undefined ? null : JSON.stringify(options.body)),
    signal: options.signal ?? null,
  }).catch((error: unknown) => {
    throw options.signal?.aborted ? error : offline();
  });
  if (!response.ok) throw await problemOf(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** Quen's API. Each call throws a Problem where the server refuses or cannot be reached. */
export const api = {
  get: <T>(path: string, options?: Options) => request<T>('GET', path, options),
  post: <T>(path: string, options?: Options) => request<T>('POST', path, options),
  put: <T>(path: string, options?: Options) => request<T>('PUT', path, options),
  patch: <T>(path: string, options?: Options) => request<T>('PATCH', path, options),
  delete: <T>(path: string, options?: Options) => request<T>('DELETE', path, options),
};

/** One page of a list; `next` is the cursor of the following one. */
export interface PageOf<T> {
  items: T[];
  next: string | null;
}
