import type { paths } from '@quen/client';
import { queryOptions } from '@tanstack/react-query';
import { isRefusal } from '../../shared/api/problem.ts';
import { api } from './counter-api.ts';

type Json<Operation> = Operation extends {
  responses: { 200: { content: { 'application/json': infer Content } } };
}
  ? Content
  : never;

export type Quote = Json<paths['/v1/quotes']['post']>;
export type Posted = Json<paths['/v1/orders']['post']>;
export type Returned = Json<paths['/v1/orders/{id}/returns']['post']>;
export type Found = Json<paths['/v1/customers']['get']>['items'][number];
export type Receipt = Json<paths['/v1/orders']['get']>['items'][number];

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
      api.get('/v1/customers', { params: { query: { q: text, limit: 7 } }, signal }),
    staleTime: 5_000,
  });

export const customerQuery = (id: string) =>
  queryOptions({
    ...always,
    queryKey: ['counter', 'customer', id],
    queryFn: ({ signal }) => api.get('/v1/customers/{id}', { params: { path: { id } }, signal }),
  });

export const walletsQuery = (id: string) =>
  queryOptions({
    ...always,
    queryKey: ['counter', 'wallets', id],
    queryFn: ({ signal }) =>
      api.get('/v1/customers/{id}/wallets', { params: { path: { id } }, signal }),
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
  });

/** The latest receipts of the business, newest first. */
export const receiptsQuery = queryOptions({
  ...always,
  queryKey: ['counter', 'receipts'],
  queryFn: ({ signal }) => api.get('/v1/orders', { params: { query: { limit: 20 } }, signal }),
});

/** One receipt with what was returned of it. */
export const receiptQuery = (id: string) =>
  queryOptions({
    ...always,
    queryKey: ['counter', 'receipt', id],
    queryFn: ({ signal }) => api.get('/v1/orders/{id}', { params: { path: { id } }, signal }),
  });
