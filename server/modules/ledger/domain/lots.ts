/** What one earning brought in and what is left of it. Times in milliseconds. */
export interface Lot {
  id: string;
  wallet: string;
  amount: number;
  remaining: number;
  usableAt: number;
  /** Null: never. The moment itself is already too late (half-open). */
  expiresAt: number | null;
}

export interface LotUse {
  lotId: string;
  amount: number;
}

export const isUsable = (lot: Lot, at: number): boolean =>
  lot.remaining > 0 && lot.usableAt <= at && (lot.expiresAt === null || at < lot.expiresAt);

/** The order in which points are used up: soonest to expire first, then oldest, then by id. */
export function byExpiry(a: Lot, b: Lot): number {
  const end = (lot: Lot) => lot.expiresAt ?? Number.POSITIVE_INFINITY;
  if (end(a) !== end(b)) return end(a) < end(b) ? -1 : 1;
  if (a.usableAt !== b.usableAt) return a.usableAt - b.usableAt;
  return a.id < b.id ? -1 : 1;
}

/** Points that can be spent at a moment. */
export function usable(lots: readonly Lot[], at: number): number {
  return lots.reduce((sum, lot) => (isUsable(lot, at) ? sum + lot.remaining : sum), 0);
}

/**
 * Takes an amount from the lots that are usable at a moment, soonest to expire first. Undefined
 * where they do not hold enough; the lots given are not changed.
 */
export function draw(lots: readonly Lot[], amount: number, at: number): LotUse[] | undefined {
  const uses: LotUse[] = [];
  let left = amount;
  for (const lot of [...lots].filter((l) => isUsable(l, at)).sort(byExpiry)) {
    if (left === 0) break;
    const taken = Math.min(left, lot.remaining);
    uses.push({ lotId: lot.id, amount: taken });
    left -= taken;
  }
  return left === 0 ? uses : undefined;
}

/**
 * Takes back up to an amount because what earned it was returned: first from the lots it came in
 * with, then from whatever else is held, usable or pending, soonest to expire first. May take less
 * than asked: what was spent or has expired is not there to take.
 */
export function takeBack(
  lots: readonly Lot[],
  originalIds: ReadonlySet<string>,
  amount: number,
): LotUse[] {
  const uses: LotUse[] = [];
  let left = amount;
  const held = [...lots].filter((l) => l.remaining > 0).sort(byExpiry);
  const first = held.filter((l) => originalIds.has(l.id));
  const others = held.filter((l) => !originalIds.has(l.id));
  for (const lot of [...first, ...others]) {
    if (left === 0) break;
    const taken = Math.min(left, lot.remaining);
    uses.push({ lotId: lot.id, amount: taken });
    left -= taken;
  }
  return uses;
}

/** Applies uses to lots: new objects, remaining reduced. */
export function applyUses(lots: readonly Lot[], uses: readonly LotUse[]): Lot[] {
  const taken = new Map<string, number>();
  for (const use of uses) taken.set(use.lotId, (taken.get(use.lotId) ?? 0) + use.amount);
  return lots.map((lot) =>
    taken.has(lot.id) ? { ...lot, remaining: lot.remaining - (taken.get(lot.id) as number) } : lot,
  );
}
