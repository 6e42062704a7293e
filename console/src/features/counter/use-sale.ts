import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useReducer } from 'react';
import { isRefusal } from '../../shared/api/problem.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { useBusiness } from '../../shared/session/me.ts';
import { type Asked, type Quote, quoteQuery } from './queries.ts';
import { billOf, changed, keepSale, keptSale, pointsOf, type Sale } from './sale.ts';

/** Long enough to let a hand finish a number, short enough not to be noticed. */
const PAUSE_MS = 120;

/** The sale being entered; it survives a reload of the page. */
export function useSale() {
  const { slug } = useBusiness();
  const [sale, change] = useReducer(changed, slug, keptSale);
  useEffect(() => keepSale(slug, sale), [slug, sale]);
  return [sale, change] as const;
}

export interface LiveQuote {
  quote: Quote | undefined;
  /** The quote is for exactly what is on screen. */
  current: boolean;
  error: unknown;
  offline: boolean;
}

/** What the sale comes to, asked again after each change. */
export function useQuote(sale: Sale, store: string | null | undefined): LiveQuote {
  const { digits } = useFormat();
  const wanted: Asked = {
    customerId: sale.customerId,
    total: billOf(sale, digits) ?? 0,
    vouchers: sale.vouchers,
    points: pointsOf(sale),
    store: store ?? null,
  };
  const text = JSON.stringify(wanted);
  const [asked] = useDebouncedValue(text, PAUSE_MS);
  const query = useQuery({
    ...quoteQuery(JSON.parse(asked) as Asked),
    // While the cashier types, the last answer for this customer stays, marked as not current.
    placeholderData: (previous) =>
      previous?.customerId === wanted.customerId ? previous : undefined,
  });
  return {
    quote: query.data,
    current:
      store !== undefined &&
      asked === text &&
      query.isSuccess &&
      !query.isPlaceholderData &&
      !query.isFetching,
    error: query.error,
    offline: isRefusal(query.failureReason, 'unreachable', 'unavailable'),
  };
}
