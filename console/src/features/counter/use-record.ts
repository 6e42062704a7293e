import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useFormat } from '../../shared/lib/use-format.ts';
import { api, serverNow } from './counter-api.ts';
import type { Posted, Quote } from './queries.ts';
import { type Attempt, billOf, type Change, type Sale } from './sale.ts';

/** What was recorded, with what the cashier was promised. */
export interface Recorded {
  posted: Posted;
  receipt: string;
  customerId: string | null;
}

/**
 * Records the sale. The receipt number is the sale's for as long as it is on screen, and the same
 * content is sent under the same key: pressing Enter twice, or again after the network broke,
 * answers as the first time. Changed content under a number that was kept already is refused by the
 * server, which tells the cashier that the first attempt did arrive.
 */
export function useRecord(
  sale: Sale,
  store: string | null | undefined,
  change: (change: Change) => void,
) {
  const { digits } = useFormat();
  const queries = useQueryClient();
  return useMutation({
    networkMode: 'always',
    mutationFn: async (quote: Quote): Promise<Recorded> => {
      const receipt = sale.receipt.trim() || sale.number;
      const order = {
        source: 'counter',
        externalId: receipt,
        channel: 'store',
        total: billOf(sale, digits) ?? 0,
        ...(sale.customerId ? { customer: { id: sale.customerId } } : {}),
        ...(store ? { store } : {}),
        ...redeemed(sale, quote),
      };
      const attempt = attemptFor(sale, JSON.stringify(order));
      change({ kind: 'attempt', attempt });
      const posted = await api.post('/v1/orders', {
        body: { ...order, placedAt: attempt.placedAt },
        headers: { 'idempotency-key': attempt.key },
      });
      return { posted, receipt, customerId: sale.customerId };
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['counter'] }),
  });
}

function redeemed(sale: Sale, quote: Quote) {
  const points = quote.points.spent;
  const vouchers = [...sale.vouchers];
  if (points === 0 && vouchers.length === 0) return {};
  return {
    redeem: {
      ...(points > 0 ? { points } : {}),
      ...(vouchers.length > 0 ? { vouchers } : {}),
    },
  };
}

function attemptFor(sale: Sale, content: string): Attempt {
  if (sale.attempt?.content === content) return sale.attempt;
  return { key: randomKey(), placedAt: serverNow().toISOString(), content };
}

/** 128 random bits. crypto.randomUUID exists only on https, and a counter may be on a shop's LAN. */
export function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
