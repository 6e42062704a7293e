/** Filters of the customer list, as they stand in the address. */
export interface CustomersSearch {
  q?: string;
  tier?: string;
  rfm?: string;
  segment?: string;
  sort?: CustomersSort | undefined;
}

export const customersSorts = ['last_order', 'spent', 'orders', 'newest'] as const;
export type CustomersSort = (typeof customersSorts)[number];

export function customersSearch(raw: Record<string, unknown>): CustomersSearch {
  const found: CustomersSearch = {};
  for (const key of ['q', 'tier', 'rfm', 'segment'] as const) {
    const value = raw[key];
    if (typeof value === 'string' || typeof value === 'number') found[key] = String(value);
  }
  // Also where it is none: the router keeps what is left out as it came.
  found.sort = customersSorts.find((one) => one === raw.sort);
  return found;
}
