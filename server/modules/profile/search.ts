import { cardFromScan } from '@quen/contracts/card.ts';
import { normalisePhone } from '../customers/index.ts';

/** How a search text finds people. */
export type Search =
  | { by: 'card'; card: string }
  | { by: 'phone'; phone: string }
  /** Last digits, in reverse, as phone_reversed begins. */
  | { by: 'phoneEnd'; reversed: string }
  | { by: 'email'; prefix: string }
  | { by: 'name'; fragment: string }
  /** Nobody is looked for: two digits say nothing. */
  | { by: 'nothing' };

const reverse = (text: string) => [...text].reverse().join('');

/** What the last digits of a phone, or a whole one, look for. */
export function phoneSearch(text: string): Search {
  const phone = normalisePhone(text);
  if (phone) return { by: 'phone', phone };
  const digits = text.replace(/\D/g, '');
  return digits.length >= 3 ? { by: 'phoneEnd', reversed: reverse(digits) } : { by: 'nothing' };
}

/**
 * What somebody who typed this means: a scanned card, a phone or its last digits, the beginning of
 * an e-mail address, or any part of a name.
 */
export function understand(text: string): Search {
  const tidy = text.normalize('NFC').trim();
  if (tidy === '') return { by: 'nothing' };
  const card = cardFromScan(tidy);
  if (card) return { by: 'card', card };
  if (/^[+\d\s.\-()]+$/.test(tidy)) return phoneSearch(tidy);
  if (tidy.includes('@')) return { by: 'email', prefix: tidy.toLowerCase() };
  return { by: 'name', fragment: tidy };
}
