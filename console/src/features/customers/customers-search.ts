/** Filters of the customer list, as they stand in the address. */
export interface CustomersSearch {
  q?: string;
  tier?: string;
  rfm?: string;
  segment?: string;
  sort?: CustomersSort;
}

export const customersSorts = ['recent', 'spent', 'orders', 'name', 'created'] as const;
export type CustomersSort = (typeof customersSorts)[number];

export function customersSearch(raw: Record<string, unknown>): CustomersSearch {
  const text = (value: unknown) =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  const found: CustomersSearch = {};
  for (const key of ['q', 'tier', 'rfm', 'segment'] as const) {
    const value = text(raw[key]);
    if (value) found[key] = value;
  }
  const sort = customersSorts.find((one) => one === raw.sort);
  if (sort) found.sort = sort;
  return found;
}
