import type { OrderInput } from '@quen/contracts/orders.ts';

/** How much there is: the default is what the goals are stated for. */
export interface Scale {
  customers: number;
  orders: number;
}

const DAY = 86_400_000;
/** All of it lies within the programme's RFM window, so that RFM has everyone to look at. */
const DAYS = 360;

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** Fictional mobile numbers, one a customer. */
export const phoneOf = (customer: number): string => `+8490${String(customer).padStart(7, '0')}`;

/** 20.000 ₫ to 2.000.000 ₫, most of them small. */
export const amountFrom = (random: () => number): number =>
  20_000 + Math.floor(random() ** 3 * 1980) * 1000;

/**
 * A year of a shop, oldest first: everybody buys at least once, some far more often than others,
 * and newcomers appear all the year. `until` is the moment it ends.
 */
export function historyOf(scale: Scale, until: number, seed = 1): OrderInput[] {
  const random = randomFrom(seed);
  const buyers = Array.from({ length: scale.orders }, (_, i) =>
    i < scale.customers ? i : Math.floor(random() ** 1.5 * scale.customers),
  );
  for (let i = buyers.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [buyers[i], buyers[j]] = [buyers[j] as number, buyers[i] as number];
  }
  const start = until - DAYS * DAY;
  const step = (DAYS * DAY) / scale.orders;
  return buyers.map((buyer, i) => ({
    source: 'pos',
    externalId: `H${i}`,
    placedAt: new Date(start + Math.floor(i * step)).toISOString(),
    customer: { phone: phoneOf(buyer) },
    total: amountFrom(random),
    items: 1 + Math.floor(random() * 4),
  }));
}
