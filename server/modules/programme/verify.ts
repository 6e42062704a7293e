import { sql, type Tx } from '../../platform/db.ts';
import { purchasesOf } from '../orders/index.ts';
import { type TierState, tierJourney } from './domain/tiers.ts';
import { buyersAfter, lastMoment, sameState } from './tiers.ts';
import { laddersOf, programmeVersions } from './versions.ts';

const PAGE = 5_000;

/**
 * Proves that every tier is what the customer's history says, by working it out anew. Customers
 * whose review is due but has not been held yet are left out: the hourly job is on its way to them.
 */
export async function verifyTiers(
  tx: Tx,
): Promise<{ invariant: string; count: number; examples: unknown[] }[]> {
  const ladders = laddersOf(await programmeVersions(tx));
  const wrong: unknown[] = [];
  for (let after: string | null = null; ; ) {
    const ids = await buyersAfter(tx, after, PAGE);
    if (ids.length === 0) break;
    after = ids.at(-1) as string;
    const history = await purchasesOf(
      tx,
      ids.map((customerId) => ({ customerId, from: null })),
    );
    for (const { customerId, ...recorded } of await statesOf(tx, ids)) {
      if (recorded.reviewAt !== null && recorded.reviewAt <= tx.now.getTime()) continue;
      const purchases = history.get(customerId) ?? [];
      const { state } = tierJourney(
        purchases,
        ladders,
        tx.tenant.timeZone,
        lastMoment(tx, purchases),
      );
      // Since when somebody is at no tier was not kept in earlier times.
      const untold = recorded.tier === null && recorded.since === null;
      if (!sameState(untold ? { ...state, since: null } : state, recorded))
        wrong.push({ customer: customerId, recorded, proved: state });
    }
  }
  if (wrong.length === 0) return [];
  return [
    {
      invariant: 'a tier is what the history says',
      count: wrong.length,
      examples: wrong.slice(0, 5),
    },
  ];
}

async function statesOf(
  tx: Tx,
  customerIds: readonly string[],
): Promise<(TierState & { customerId: string })[]> {
  const rows = await tx.rows<{
    customerId: string;
    tier: string | null;
    since: Date | null;
    review: Date | null;
  }>(sql`
    select customer_id as "customerId", tier, tier_since as since, tier_review_at as review
    from standings
    where tenant_id = ${tx.tenant.id} and customer_id = any(${customerIds}::uuid[])`);
  return rows.map((r) => ({
    customerId: r.customerId,
    tier: r.tier,
    since: r.since?.getTime() ?? null,
    reviewAt: r.review?.getTime() ?? null,
  }));
}
