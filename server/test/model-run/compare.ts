import { reviewTiers } from '../../modules/programme/index.ts';
import { sql } from '../../platform/db.ts';
import { momentOf } from '../../platform/ids.ts';
import type { Run } from './run.ts';

/** All that is kept of everyone is what the model makes of it. */
export async function compareAll(run: Run): Promise<void> {
  await run.work(reviewTiers);
  await compareStandings(run);
  await compareLots(run);
  await compareVouchers(run);
}

interface StandingRow {
  id: string;
  orders: number;
  spent: number;
  firstOrderAt: Date | null;
  lastOrderAt: Date | null;
  balances: Record<string, number>;
  tier: string | null;
  since: Date | null;
  reviewAt: Date | null;
}

async function compareStandings(run: Run): Promise<void> {
  // Who lost every tier keeps the moment of it; the model does not.
  const rows = await run.tx((tx) =>
    tx.rows<StandingRow>(sql`
      select c.id, s.orders, s.spent, s.first_order_at as "firstOrderAt",
             s.last_order_at as "lastOrderAt", s.balances, s.tier,
             case when s.tier is not null then s.tier_since end as since,
             s.tier_review_at as "reviewAt"
      from customers c left join standings s on s.customer_id = c.id`),
  );
  // Those whose every order was refused are not there.
  run.agree('customers', new Set(rows.map(({ id }) => id)), new Set(run.customerIds.values()));
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const [customer, id] of run.customerIds) {
    const model = run.model.standing(customer, run.now);
    run.agree(`standing of ${customer}`, byId.get(id), {
      ...model,
      id,
      firstOrderAt: dateOf(model.firstOrderAt),
      lastOrderAt: dateOf(model.lastOrderAt),
      since: dateOf(model.since),
      reviewAt: dateOf(model.reviewAt),
    });
  }
}

const dateOf = (at: number | null) => (at === null ? null : new Date(at));

interface LotRow {
  id: string;
  customerId: string;
  wallet: string;
  amount: number;
  remaining: number;
  usableAt: Date;
  expiresAt: Date | null;
}

async function compareLots(run: Run): Promise<void> {
  const rows = await run.tx((tx) =>
    tx.rows<LotRow>(sql`
      select id, customer_id as "customerId", wallet, amount, remaining, usable_at as "usableAt",
             expires_at as "expiresAt"
      from lots`),
  );
  for (const [customer, id] of run.customerIds) {
    const lots = rows.filter((row) => row.customerId === id);
    run.agree(
      `lots of ${customer}`,
      inOrder(
        lots.map(({ id: lotId, customerId: _, ...lot }) => ({ ...lot, at: momentOf(lotId) })),
      ),
      inOrder(
        run.model.lotsOf(customer).map((lot) => ({
          ...lot,
          at: new Date(lot.at),
          usableAt: new Date(lot.usableAt),
          expiresAt: dateOf(lot.expiresAt),
        })),
      ),
    );
  }
}

/** No two orders are of one moment, and none earns twice in one wallet. */
const inOrder = <T extends { at: Date; wallet: string }>(lots: T[]): T[] =>
  lots.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.wallet < b.wallet ? -1 : 1));

async function compareVouchers(run: Run): Promise<void> {
  const rows = await run.tx((tx) =>
    tx.rows<{ code: string; state: string }>(sql`select code, state from vouchers`),
  );
  run.agree(
    'vouchers',
    new Map(rows.map(({ code, state }) => [code, state])),
    new Map(run.model.vouchers.all().map(({ code, state }) => [code, state])),
  );
}
