import { createClient } from '@quen/client';
import { chosenBusiness } from '../../shared/api/business.ts';

/** A cashier must not wait longer to learn that nobody answers. */
const TIMEOUT_MS = 8_000;

/** How far the tablet's clock is behind the server's, in milliseconds. */
let behind = 0;

/** The API for the counter: gives up in time, and learns the server's clock from its answers. */
export const api = createClient({
  business: chosenBusiness,
  fetch: async (request) => {
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const response = await fetch(request, { signal });
    const date = Date.parse(response.headers.get('date') ?? '');
    if (Number.isFinite(date)) behind = date - Date.now();
    return response;
  },
});

/**
 * Now, by the server's clock: tablets on counters are often minutes off, and a voucher issued a
 * moment ago must not seem to lie in the future. Small differences are the answer's travel time.
 */
export function serverNow(): Date {
  return new Date(Date.now() + (Math.abs(behind) > 5_000 ? behind : 0));
}
