import type { Wallet } from '@quen/contracts/programme.ts';
import { endOfMonthPlus, startOfDayPlus } from './calendar.ts';

/** Points earned at one moment in one wallet, and what is left of them. */
export interface Lot {
  at: number;
  wallet: string;
  amount: number;
  remaining: number;
  usableAt: number;
  expiresAt: number | null;
}

/** What was drawn from a lot. */
export interface Use {
  lot: Lot;
  amount: number;
}

export function newLot(wallet: Wallet, at: number, amount: number, zone: string): Lot {
  const { key, pendingDays, expiry } = wallet;
  return {
    at,
    wallet: key,
    amount,
    remaining: amount,
    usableAt: pendingDays > 0 ? startOfDayPlus(at, pendingDays, zone) : at,
    expiresAt: expiry.kind === 'months' ? endOfMonthPlus(at, expiry.months, zone) : null,
  };
}

export const remainingIn = (lots: readonly Lot[]): number =>
  lots.reduce((sum, lot) => sum + lot.remaining, 0);

/** The lots with something left, soonest to expire first: the order in which they are drawn from. */
export const soonestFirst = (lots: readonly Lot[]): Lot[] =>
  lots
    .filter((lot) => lot.remaining > 0)
    .sort((a, b) => expiryOf(a) - expiryOf(b) || a.usableAt - b.usableAt || a.at - b.at);

// Later than any date, and unlike infinity it can be subtracted from itself.
const expiryOf = (lot: Lot) => lot.expiresAt ?? Number.MAX_SAFE_INTEGER;

export const usableAt = (lots: readonly Lot[], at: number): Lot[] =>
  soonestFirst(lots).filter((lot) => lot.usableAt <= at && at < expiryOf(lot));

/** Draws up to `amount` from these lots, one after the other. */
export function draw(lots: readonly Lot[], amount: number): Use[] {
  const uses: Use[] = [];
  let left = amount;
  for (const lot of lots) {
    const drawn = Math.min(left, lot.remaining);
    if (drawn === 0) continue;
    lot.remaining -= drawn;
    left -= drawn;
    uses.push({ lot, amount: drawn });
  }
  return uses;
}

export const totalOf = (uses: readonly Use[]): number =>
  uses.reduce((sum, use) => sum + use.amount, 0);

/**
 * Puts points back where they were drawn, what was drawn last first; `before` were put back already.
 * Returns how many found their place.
 */
export function giveBack(uses: readonly Use[], before: number, amount: number): number {
  let skip = before;
  let left = amount;
  for (const use of [...uses].sort((a, b) => b.lot.at - a.lot.at)) {
    const skipped = Math.min(skip, use.amount);
    skip -= skipped;
    const back = Math.min(left, use.amount - skipped);
    left -= back;
    use.lot.remaining += back;
  }
  return amount - left;
}
