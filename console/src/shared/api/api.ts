import { createClient } from '@quen/client';
import { chosenBusiness } from './business.ts';

/** Quen's API, for the business worked in. Calls throw a QuenError where the server refuses. */
export const api = createClient({ business: chosenBusiness });

interface Init {
  params?: {
    path?: Record<string, string>;
    query?: Record<string, unknown>;
    header?: Record<string, string>;
  };
  body?: unknown;
  signal?: AbortSignal;
}
type Untyped = <T>(path: string, init?: Init) => Promise<T>;

/** The same calls for operations whose contract the generated client does not know yet. */
export const pending = api as unknown as Record<
  'get' | 'post' | 'put' | 'patch' | 'delete',
  Untyped
>;

/** One page of a list; `next` is the cursor of the following one. */
export interface PageOf<T> {
  items: T[];
  next: string | null;
}
