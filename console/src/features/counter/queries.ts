import type { components, paths } from '@quen/client';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { pending } from '../../shared/api/api.ts';
import { isRefusal } from '../../shared/api/problem.ts';
import type { Person } from '../../shared/people/person.ts';
import { api } from './counter-api.ts';

export type Quote = paths['/v1/quotes']['post']['responses'][200]['content']['application/json'];
export type Posted = paths['/v1/orders']['post']['responses'][200]['content']['application/json'];
export type Returned =
  paths['/v1/orders/{id}/returns']['post']['responses'][200]['content']['application/json'];
export type Problem = components['schemas']['Problem'];

export type Found = Person & { cardCode: string };

/** A counter asks even if the tablet thinks it is offline, and goes on asking until it is answered. */
const always = {
  networkMode: 'always' as const,
  retry: (_failures: number, error: unknown) => isRefusal(error, 'unreachable', 'unavailable'),
  retryDelay: 2_000,
};

/** People who match what was typed or scanned, the likeliest first. */
export const searchQuery = (text: string) =>
  queryOptions({
    ...always,
    queryKey: ['counter', 'search', text],
    queryFn: ({ signal }) =>
      pending.get<{ items: Found[] }>('/v1/customers', {
        params: { query: { q: text, limit: 7 } },
        signal,
      }),
    staleTime: 5_000,
  });

export const customerQuery = (id: string) =>
  queryOptions({
    ...always,
    queryKey: ['counter', 'customer', id],
    queryFn: ({ signal }) =>
      pending.get<Found>('/v1/customers/{id}', { params: { path: { id } }, signal }),
  });

export interface Wallet {
  wallet: string;
  balance: number;
  usable: number;
  pending: number;
  nextExpiry: { at: string; amount: number } | null;
}

export const walletsQuery = (id: string) =>
  queryOptions({
    ...always,
    queryKey: ['counter', 'wallets', id],
    queryFn: ({ signal }) =>
      pending.get<{ items: Wallet[] }>('/v1/customers/{id}/wallets', {
        params: { path: { id } },
        signal,
      }),
  });

export const storesQuery = queryOptions({
  ...always,
  queryKey: ['counter', 'stores'],
  queryFn: ({ signal }) => api.get('/v1/stores', { signal }),
  staleTime: 10 * 60_000,
});

export interface Asked {
  customerId: string | null;
  total: number;
  vouchers: readonly string[];
  points: number | 'max';
  store: string | null;
}

/** What the bill would come to. Never from memory: a quote is true only now. */
export const quoteQuery = (asked: Asked) =>
  queryOptions({
    ...always,
    queryKey: ['counter', 'quote', asked],
    queryFn: ({ signal }) =>
      api.post('/v1/quotes', {
        body: {
          ...(asked.customerId ? { customer: { id: asked.customerId } } : {}),
          ...(asked.store ? { store: asked.store } : {}),
          total: asked.total,
          redeem: {
            ...(asked.points ? { points: asked.points } : {}),
            ...(asked.vouchers.length > 0 ? { vouchers: [...asked.vouchers] } : {}),
          },
        },
        signal,
      }),
    enabled: asked.customerId !== null || asked.total > 0 || asked.vouchers.length > 0,
    staleTime: 0,
    gcTime: 0,
    // While the cashier types, the last answer for this customer stays, marked as being worked out.
    placeholderData: (previous: Quote | undefined) =>
      previous && previous.customerId === asked.customerId ? keepPreviousData(previous) : undefined,
  });

export interface Receipt {
  id: string;
  source: string;
  externalId: string;
  customerId: string | null;
  customerName?: string | null;
  placedAt: string;
  bill: number;
  total: number;
  returned: number;
  returnedBill: number;
}
