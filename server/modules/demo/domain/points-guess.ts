/**
 * What the cashier of the story would offer to spend. It does not know what the ledger holds
 * (vouchers, returns and expiry change that), so it stays well below: only what was earned within
 * eleven months, less everything spent, and of that a part.
 */
const EARN_PER = 10_000;
const POINT_VALUE = 500;
const STEP = 10;
const MINIMUM = 20;
const MAX_SHARE = 0.5;
const CAUTION = 0.7;
const FRESH_MS = 330 * 86_400_000;

export class PointsGuess {
  #earned: { at: Date; points: number }[] = [];
  #spent: { at: Date; points: number }[] = [];

  earn(at: Date, total: number, spentOnIt: number): void {
    this.#earned.push({ at, points: Math.floor((total - spentOnIt * POINT_VALUE) / EARN_PER) });
  }

  /** Points to spend on a bill of `total` ₫, possibly none; counts them as spent. */
  spend(at: Date, total: number): number {
    const since = at.getTime() - FRESH_MS;
    const fresh = (list: { at: Date; points: number }[]) =>
      list.reduce((sum, entry) => (entry.at.getTime() > since ? sum + entry.points : sum), 0);
    const held = Math.floor((fresh(this.#earned) - fresh(this.#spent)) * CAUTION);
    const most = Math.floor((total * MAX_SHARE) / POINT_VALUE);
    const points = Math.floor(Math.min(held, most) / STEP) * STEP;
    if (points < MINIMUM) return 0;
    this.#spent.push({ at, points });
    return points;
  }
}
