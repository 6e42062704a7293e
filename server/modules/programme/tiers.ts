import { sql, type Tx } from '../../platform/db.ts';
import { lockStandings, purchasesOf, type Standing, writeStandings } from '../orders/index.ts';
import { record } from '../timeline/index.ts';
import {
  type Ladder,
  NO_TIER,
  type Purchase,
  type TierChange,
  type TierProgress,
  type TierState,
  tierJourney,
  tierProgress,
} from './domain/tiers.ts';
import { currentProgramme, laddersOf, programmeVersions } from './versions.ts';

export const tierStateOf = (s: Standing): TierState => ({
  tier: s.tier,
  since: s.tierSince?.getTime() ?? null,
  reviewAt: s.tierReviewAt?.getTime() ?? null,
});

const date = (ms: number | null) => (ms === null ? null : new Date(ms));

/** Moves a locked standing to a tier. */
export function moveTier(standing: Standing, state: TierState): void {
  standing.tier = state.tier;
  standing.tierSince = date(state.since);
  standing.tierReviewAt = date(state.reviewAt);
  standing.changed = true;
}

/** The happening a tier change becomes on the timeline. */
export const tierHappening = (customerId: string, change: TierChange) => ({
  customerId,
  kind: 'tier.changed' as const,
  at: new Date(change.at),
  data: {
    from: change.from,
    to: change.to,
    reason: change.reason,
    spent: change.spent,
    threshold: change.threshold,
    version: change.version,
  },
});

/**
 * Works out these customers' tiers from their whole history, as of tx.now, and writes what changed.
 * The one way tiers are corrected: after returns, late orders, yearly reviews and new ladders.
 */
export async function recomputeTiers(tx: Tx, customerIds: readonly string[]): Promise<number> {
  if (customerIds.length === 0) return 0;
  const standings = await lockStandings(tx, customerIds);
  const ladders = laddersOf(await programmeVersions(tx));
  const history = await purchasesOf(
    tx,
    [...standings.keys()].map((customerId) => ({ customerId, from: null })),
  );
  let changed = 0;
  const happenings = [];
  for (const standing of standings.values()) {
    const before = tierStateOf(standing);
    const purchases = history.get(standing.customerId) ?? [];
    const { state, changes } = tierJourney(
      purchases,
      ladders,
      tx.tenant.timeZone,
      lastMoment(tx, purchases),
    );
    if (sameState(before, state)) continue;
    moveTier(standing, state);
    changed++;
    const last = changes.at(-1);
    if (last && state.tier !== before.tier) {
      happenings.push(tierHappening(standing.customerId, { ...last, from: before.tier }));
    }
  }
  await writeStandings(tx, standings.values());
  await record(tx, happenings);
  return changed;
}

/** Up to when a way through the tiers leads: orders may be a little ahead of the clock. */
export const lastMoment = (tx: Tx, purchases: readonly Purchase[]): number =>
  Math.max(tx.now.getTime(), purchases.at(-1)?.at ?? 0);

export const sameState = (a: TierState, b: TierState): boolean =>
  a.tier === b.tier && a.since === b.since && a.reviewAt === b.reviewAt;

/** Customers whose yearly review is due, at most `limit`. */
export async function dueForReview(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    select customer_id as id from standings
    where tenant_id = ${tx.tenant.id} and tier_review_at <= ${tx.now}
    order by tier_review_at limit ${limit}`);
  return rows.map((r) => r.id);
}

/** Customers after an id, in id order: pages for work on everyone who has bought, or came to a tier. */
export async function buyersAfter(tx: Tx, after: string | null, limit: number): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    select customer_id as id from standings
    where tenant_id = ${tx.tenant.id} and (orders > 0 or tier is not null)
      and (${after}::uuid is null or customer_id > ${after}::uuid)
    order by customer_id limit ${limit}`);
  return rows.map((r) => r.id);
}

export interface TierMove {
  from: string | null;
  to: string | null;
  customers: number;
}

/** Who would move if these levels took over now. Reads only; pages over everyone who has bought. */
export async function previewLadder(tx: Tx, levels: Ladder['levels']): Promise<TierMove[]> {
  const ladders = laddersOf(await programmeVersions(tx));
  const next: Ladder = { version: 0, from: tx.now.getTime(), levels };
  const counts = new Map<string, TierMove>();
  for (let after: string | null = null; ; ) {
    const ids = await buyersAfter(tx, after, 5_000);
    if (ids.length === 0) break;
    after = ids.at(-1) as string;
    const history = await purchasesOf(
      tx,
      ids.map((customerId) => ({ customerId, from: null })),
    );
    for (const purchases of history.values()) {
      const now = journeyTo(purchases, ladders, tx);
      const then = journeyTo(purchases, [...ladders, next], tx);
      if (now === then) continue;
      const key = `${now}>${then}`;
      const move = counts.get(key) ?? { from: now, to: then, customers: 0 };
      move.customers++;
      counts.set(key, move);
    }
  }
  return [...counts.values()].sort((a, b) => b.customers - a.customers);
}

const journeyTo = (purchases: readonly Purchase[], ladders: readonly Ladder[], tx: Tx) =>
  tierJourney(purchases, ladders, tx.tenant.timeZone, tx.now.getTime(), NO_TIER).state.tier;

/** Where a customer stands and what is still to do, at tx.now. */
export async function tierProgressOf(tx: Tx, customerId: string): Promise<TierProgress> {
  const { document } = await currentProgramme(tx);
  const standing = await tx.one<{
    tier: string | null;
    since: Date | null;
    review: Date | null;
  }>(sql`
    select tier, tier_since as since, tier_review_at as review from standings
    where tenant_id = ${tx.tenant.id} and customer_id = ${customerId}`);
  const purchases = (await purchasesOf(tx, [{ customerId, from: null }])).get(customerId) ?? [];
  const state: TierState = {
    tier: standing?.tier ?? null,
    since: standing?.since?.getTime() ?? null,
    reviewAt: standing?.review?.getTime() ?? null,
  };
  return tierProgress(purchases, document.tiers, state, tx.now.getTime(), tx.tenant.timeZone);
}
