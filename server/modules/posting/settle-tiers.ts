import type { Tx } from '../../platform/db.ts';
import { MS_PER_DAY, plusMonths } from '../../platform/time.ts';
import { purchasesOf, type Standing } from '../orders/index.ts';
import {
  type Ladder,
  laddersOf,
  moveTier,
  NO_TIER,
  type TierChange,
  tierHappening,
  tierJourney,
  tierStateOf,
} from '../programme/index.ts';
import type { Happening } from '../timeline/index.ts';
import type { Decided } from './decide.ts';
import type { BatchState } from './state.ts';

interface NewPurchase {
  orderId: string;
  at: number;
  amount: number;
}

/**
 * Twelve months are longer than this in every zone, whatever its clocks do: most moments are told
 * apart by it, without a calendar.
 */
const YEAR_AT_LEAST = 364 * MS_PER_DAY;

/** A customer whose tier may change by what they bought now. */
interface Open {
  standing: Standing;
  purchases: NewPurchase[];
  /** Something was decided after the first of these purchases: all is decided anew. */
  late: boolean;
  /** The last moment to be decided. */
  until: number;
}

export interface TierMoves {
  /** By the order that did it. */
  moves: Map<string, { from: string | null; to: string | null }>;
  happenings: Happening[];
}

/**
 * Works out what this batch does to its customers' tiers and moves their standings on. Reads the
 * purchases of those customers only whose tier can change; for most orders a comparison is enough.
 */
export async function settleTiers(
  tx: Tx,
  state: BatchState,
  decided: readonly Decided[],
): Promise<TierMoves> {
  const ladders = laddersOf(state.versions);
  const open = openAmong(state, decided, ladders, tx.tenant.timeZone);
  const result: TierMoves = { moves: new Map(), happenings: [] };
  if (open.length === 0) return result;
  const history = await historyOf(tx, open);
  for (const { standing, purchases, late, until } of open) {
    const before = tierStateOf(standing);
    const known = history.get(standing.customerId) ?? [];
    const all = [...known, ...purchases].sort((a, b) => a.at - b.at);
    // A late order is decided with all that came after it: the whole way is walked again.
    const from = late ? NO_TIER : before;
    const after = late ? Number.NEGATIVE_INFINITY : (purchases[0] as NewPurchase).at - 1;
    const { state: reached, changes } = tierJourney(
      all,
      ladders,
      tx.tenant.timeZone,
      until,
      from,
      after,
    );
    moveTier(standing, reached);
    note(
      result,
      standing,
      purchases,
      late ? netChange(changes, before.tier, reached.tier) : changes,
    );
  }
  return result;
}

/** The customers whose tier may change, with what they bought: for most nothing is put together. */
function openAmong(
  state: BatchState,
  decided: readonly Decided[],
  ladders: readonly Ladder[],
  zone: string,
): Open[] {
  const open = new Map<string, Open>();
  // A purchase meets every ladder that came after it, however early it was.
  const newest = ladders.at(-1)?.from ?? Number.NEGATIVE_INFINITY;
  for (const { item } of decided) {
    const { customerId } = item;
    if (customerId === null) continue;
    const standing = state.standings.get(customerId) as Standing;
    const at = item.order.placedAt.getTime();
    const late = isLate(standing, at, zone);
    if (!late && !mayMove(standing, at, ladders)) continue;
    const known = open.get(customerId);
    if (known) known.late ||= late;
    else {
      const until = Math.max(standing.lastOrderAt?.getTime() ?? at, newest);
      open.set(customerId, { standing, purchases: [], late, until });
    }
  }
  if (open.size === 0) return [];
  for (const { posted, item } of decided) {
    if (posted.customerId === null) continue;
    const at = item.order.placedAt.getTime();
    open
      .get(posted.customerId)
      ?.purchases.push({ orderId: posted.orderId, at, amount: posted.total });
  }
  for (const { purchases } of open.values()) purchases.sort((a, b) => a.at - b.at);
  return [...open.values()];
}

/**
 * True where something was already decided at or after a purchase: a later order, the present tier,
 * or its last review. Such an order is decided with all that came after it.
 */
function isLate(standing: Standing, at: number, zone: string): boolean {
  const { previousOrderAt, tierSince, tierReviewAt } = standing;
  if (previousOrderAt && at <= previousOrderAt.getTime()) return true;
  if (tierSince && at <= tierSince.getTime()) return true;
  return (
    tierReviewAt !== null &&
    at <= tierReviewAt.getTime() - YEAR_AT_LEAST &&
    at <= plusMonths(tierReviewAt, -12, zone).getTime()
  );
}

/**
 * False where neither a level can be reached nor a review lies in between: by the ladder of the day, and
 * by those that came after it, which a purchase meets at the moment they did.
 */
function mayMove(standing: Standing, at: number, ladders: readonly Ladder[]): boolean {
  if (standing.tierReviewAt !== null && standing.tierReviewAt.getTime() <= at) return true;
  const first = Math.max(
    0,
    ladders.findLastIndex((l) => l.from <= at),
  );
  for (let i = first; i < ladders.length; i++) {
    if (mayLift(standing, (ladders[i] as Ladder).levels)) return true;
  }
  return false;
}

function mayLift(standing: Standing, levels: Ladder['levels']): boolean {
  const current = levels.find((l) => l.key === standing.tier);
  if (standing.tier !== null && !current) return true;
  const next = levels.find((l) => l.threshold > (current?.threshold ?? -1));
  // What was ever spent bounds what was spent in the last 12 months.
  return next !== undefined && standing.spent >= next.threshold;
}

/** What these customers bought before, as far as decisions still to be made look back. */
async function historyOf(
  tx: Tx,
  open: readonly Open[],
): Promise<Map<string, { at: number; amount: number }[]>> {
  const zone = tx.tenant.timeZone;
  const summed = new Map(
    open.flatMap(({ standing, purchases, late, until }) => {
      const sum = late ? undefined : recentSum(standing, purchases, until, zone);
      return sum === undefined ? [] : [[standing.customerId, sum] as const];
    }),
  );
  const unknown = open.filter(({ standing }) => !summed.has(standing.customerId));
  if (unknown.length === 0) return summed;
  const read = await purchasesOf(
    tx,
    unknown.map(({ standing, purchases, late }) => ({
      customerId: standing.customerId,
      from: late ? null : windowStart(standing, purchases, zone),
    })),
  );
  return new Map([...summed, ...read]);
}

/**
 * What a customer bought before, as one sum, where the first order of all still counts at the last
 * moment to be decided: then every window yet to be looked at holds all of it, and nothing needs to
 * be read.
 */
function recentSum(
  standing: Standing,
  purchases: readonly NewPurchase[],
  until: number,
  zone: string,
): { at: number; amount: number }[] | undefined {
  const first = (standing.firstOrderAt as Date).getTime();
  const mayBeOld = first <= until - YEAR_AT_LEAST;
  if (mayBeOld && first <= plusMonths(new Date(until), -12, zone).getTime()) return undefined;
  const before = purchases.reduce((left, p) => left - p.amount, standing.spent);
  return before === 0 ? [] : [{ at: first, amount: before }];
}

/** Purchases after this count for every decision still to be made. */
function windowStart(standing: Standing, purchases: readonly NewPurchase[], zone: string): Date {
  const first = (purchases[0] as NewPurchase).at;
  const review = standing.tierReviewAt?.getTime() ?? first;
  return plusMonths(new Date(Math.min(first, review)), -12, zone);
}

const netChange = (
  changes: readonly TierChange[],
  from: string | null,
  to: string | null,
): TierChange[] => {
  const last = changes.at(-1);
  return last && from !== to ? [{ ...last, from, to }] : [];
};

function note(
  result: TierMoves,
  standing: Standing,
  purchases: readonly NewPurchase[],
  changes: readonly TierChange[],
): void {
  for (const change of changes) {
    result.happenings.push(tierHappening(standing.customerId, change));
    const order = purchases.findLast((p) => p.at <= change.at) ?? purchases.at(-1);
    if (!order) continue;
    const from = result.moves.get(order.orderId)?.from ?? change.from;
    result.moves.set(order.orderId, { from, to: change.to });
  }
}
