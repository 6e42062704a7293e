import { parseAmount } from '@quen/contracts/amount.ts';

/** The sale being entered. Everything typed stays here until it is recorded or thrown away. */
export interface Sale {
  /** Our own receipt number, for sales no till numbers: fixed for the sale, so it counts once. */
  number: string;
  customerId: string | null;
  amount: string;
  /** The till's receipt number, where there is one. */
  receipt: string;
  /** Voucher codes as stored: upper case, no separators. */
  vouchers: readonly string[];
  /** Points to spend as typed; 'max' for as many as the rules allow. */
  points: string;
  /** The last attempt to record: the same content is sent again under the same key. */
  attempt: Attempt | null;
}

export interface Attempt {
  key: string;
  placedAt: string;
  content: string;
}

export type Change =
  | { kind: 'customer'; id: string | null }
  | { kind: 'amount'; text: string }
  | { kind: 'receipt'; text: string }
  | { kind: 'voucher'; code: string }
  | { kind: 'noVoucher'; code: string }
  | { kind: 'points'; text: string }
  | { kind: 'attempt'; attempt: Attempt }
  | { kind: 'next' };

/** "Q261121-4F7K2D": the day for people, chance for the rest. */
function newNumber(now: Date): string {
  const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  const random = [...crypto.getRandomValues(new Uint8Array(8))].map((b) => alphabet[b & 31]);
  const day = now.toISOString().slice(2, 10).replaceAll('-', '');
  return `Q${day}-${random.join('')}`;
}

const emptySale = (): Sale => ({
  number: newNumber(new Date()),
  customerId: null,
  amount: '',
  receipt: '',
  vouchers: [],
  points: '',
  attempt: null,
});

export function changed(sale: Sale, change: Change): Sale {
  switch (change.kind) {
    case 'customer':
      // Vouchers and points belong to the customer who was chosen before.
      return { ...sale, customerId: change.id, vouchers: [], points: '' };
    case 'amount':
      return { ...sale, amount: change.text };
    case 'receipt':
      return { ...sale, receipt: change.text };
    case 'voucher':
      return sale.vouchers.includes(change.code)
        ? sale
        : { ...sale, vouchers: [...sale.vouchers, change.code] };
    case 'noVoucher':
      return { ...sale, vouchers: sale.vouchers.filter((code) => code !== change.code) };
    case 'points':
      return { ...sale, points: change.text };
    case 'attempt':
      return { ...sale, attempt: change.attempt };
    case 'next':
      return emptySale();
  }
}

/** The bill in minor units; undefined while it is empty or unclear. */
export const billOf = (sale: Sale, digits: number): number | undefined =>
  parseAmount(sale.amount, digits);

export function pointsOf(sale: Sale): number | 'max' {
  if (sale.points === 'max') return 'max';
  return Number(sale.points.replace(/\D/g, '')) || 0;
}

/** A code as typed or scanned, in the form it is stored in. */
export const tidyCode = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '');

/** Letters outside ASCII in a scanned code: a Vietnamese input method rewrote what was scanned. */
export const rewrittenByKeyboard = (typed: string): boolean => /[^\p{ASCII}]/u.test(typed);

const storageKey = (business: string) => `quen.sale.${business}`;

/** The sale that was being entered when the page was left or reloaded. */
export function keptSale(business: string): Sale {
  try {
    const text = sessionStorage.getItem(storageKey(business));
    if (text) return { ...emptySale(), ...(JSON.parse(text) as Sale) };
  } catch {
    // Unreadable or no storage: start afresh.
  }
  return emptySale();
}

export function keepSale(business: string, sale: Sale): void {
  try {
    sessionStorage.setItem(storageKey(business), JSON.stringify(sale));
  } catch {
    // Without storage the sale lives as long as the page.
  }
}
