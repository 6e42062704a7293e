import { prepared, type Row, rawSql, type Sql, sql, type Tx } from '../../../platform/db.ts';

/**
 * Running facts of one customer; the row is the lock on everything that moves their money. Whoever
 * holds the lock moves the facts on in place, and writes them back.
 */
export interface Standing {
  customerId: string;
  orders: number;
  spent: number;
  firstOrderAt: Date | null;
  lastOrderAt: Date | null;
  /** While a batch is being decided: the last order before the batch. */
  previousOrderAt: Date | null | undefined;
  tier: string | null;
  tierSince: Date | null;
  tierReviewAt: Date | null;
  /** What they hold by wallet, as the ledger moves it. */
  balances: Record<string, number>;
  /** The row is not there yet: of a customer made in this very transaction. */
  unwritten: boolean;
  /** Something was moved on since the row was read: to be written back. */
  changed: boolean;
}

const standingColumns = rawSql(`
  orders, spent, first_order_at as "firstOrderAt",
  last_order_at as "lastOrderAt", tier, tier_since as "tierSince", tier_review_at as "tierReviewAt",
  balances`);

/**
 * Locks customers' standings in the one global order (by id), making those that are not there yet.
 * Everything that changes a customer's points, orders or tier holds this lock until it commits.
 *
 * `newcomers` are customers made in this transaction: nobody else can know them before it commits,
 * so they need no lock, and their rows are written once, as they turn out. `held` are standings that
 * lockStandingsAmong gave, and that have not changed since.
 */
export async function lockStandings(
  tx: Tx,
  customerIds: readonly string[],
  newcomers: ReadonlySet<string> = nobody,
  held: ReadonlyMap<string, Standing> = nothingHeld,
): Promise<Map<string, Standing>> {
  const standings = new Map<string, Standing>();
  const ids: string[] = [];
  for (const id of new Set(customerIds)) {
    const known = newcomers.has(id) ? standingOfNewcomer(id) : held.get(id);
    if (known) standings.set(id, known);
    else ids.push(id);
  }
  ids.sort();
  if (ids.length === 0) return standings;
  const select = () =>
    tx.rows<{ id: string } & StandingRow & Row>(
      prepared(sql`
      select customer_id as id, ${standingColumns}
      from standings
      where tenant_id = ${tx.tenant.id} and customer_id = any(${ids}::uuid[])
      order by customer_id
      for no key update`),
    );
  let rows = await select();
  if (rows.length < ids.length) {
    const known = new Set(rows.map((r) => r.id));
    await tx.run(sql`
      insert into standings (tenant_id, customer_id)
      select ${tx.tenant.id}, id from unnest(${ids.filter((id) => !known.has(id))}::uuid[]) as id
      order by id
      on conflict do nothing`);
    rows = await select();
  }
  for (const row of rows) standings.set(row.id, standingIn(row.id, row));
  return standings;
}

const nobody: ReadonlySet<string> = new Set();
const nothingHeld: ReadonlyMap<string, Standing> = new Map();

/**
 * Runs a query that finds customers (its column `id`) and locks the standings of those found that
 * have one, in the same statement and in the one global order: whoever posts knows most customers
 * already, and saves the round trip between looking them up and locking them. A missing standing is
 * left to lockStandings.
 */
export async function lockStandingsAmong<R extends { id: string } & Row>(
  tx: Tx,
  customers: Sql,
): Promise<{ found: R[]; standings: Map<string, Standing> }> {
  // Row by row in the order of ids, and not as a join that a planner who expects few could make
  // quadratic.
  const found = await tx.rows<R & (StandingRow | { orders: null })>(
    prepared(sql`
      select found.*, held.*
      from (select * from (${customers}) known order by id) found
      left join lateral (
        select ${standingColumns}
        from standings
        where tenant_id = ${tx.tenant.id} and customer_id = found.id
        for no key update
      ) held on true`),
  );
  const standings = new Map<string, Standing>();
  for (const row of found) {
    if (row.orders !== null) standings.set(row.id, standingIn(row.id, row));
  }
  return { found, standings };
}

type StandingRow = Omit<Standing, 'customerId' | 'previousOrderAt' | 'unwritten' | 'changed'>;

const standingIn = (customerId: string, row: StandingRow): Standing => ({
  customerId,
  orders: row.orders,
  spent: row.spent,
  firstOrderAt: row.firstOrderAt,
  lastOrderAt: row.lastOrderAt,
  previousOrderAt: undefined,
  tier: row.tier,
  tierSince: row.tierSince,
  tierReviewAt: row.tierReviewAt,
  balances: row.balances,
  unwritten: false,
  changed: false,
});

const standingOfNewcomer = (customerId: string): Standing => ({
  customerId,
  orders: 0,
  spent: 0,
  firstOrderAt: null,
  lastOrderAt: null,
  previousOrderAt: undefined,
  tier: null,
  tierSince: null,
  tierReviewAt: null,
  balances: {},
  unwritten: true,
  changed: true,
});

/** Writes those standings back that changed. The caller holds their locks. */
export async function writeStandings(tx: Tx, standings: Iterable<Standing>): Promise<void> {
  const known: Standing[] = [];
  const made: Standing[] = [];
  for (const standing of standings) {
    if (standing.changed) (standing.unwritten ? made : known).push(standing);
    standing.changed = false;
    standing.unwritten = false;
  }
  await Promise.all([
    ...(known.length > 0 ? [updateStandings(tx, known)] : []),
    ...(made.length > 0 ? [insertStandings(tx, made)] : []),
  ]);
}

async function updateStandings(tx: Tx, standings: readonly Standing[]): Promise<void> {
  await tx.run(
    prepared(sql`
    update standings s
    set orders = n.orders, spent = n.spent, first_order_at = n.first_at, last_order_at = n.last_at,
        tier = n.tier, tier_since = n.since, tier_review_at = n.review, balances = n.balances
    from (${columnsOf(standings)}) n
    where s.tenant_id = ${tx.tenant.id} and s.customer_id = n.customer_id`),
  );
}

async function insertStandings(tx: Tx, standings: readonly Standing[]): Promise<void> {
  await tx.run(
    prepared(sql`
    insert into standings (customer_id, orders, spent, first_order_at, last_order_at, tier,
                           tier_since, tier_review_at, balances, tenant_id)
    select n.*, ${tx.tenant.id} from (${columnsOf(standings)}) n`),
  );
}

const columnsOf = (standings: readonly Standing[]): Sql => sql`
  select unnest(${standings.map((s) => s.customerId)}::uuid[]) as customer_id,
         unnest(${standings.map((s) => s.orders)}::int[]) as orders,
         unnest(${standings.map((s) => s.spent)}::bigint[]) as spent,
         unnest(${standings.map((s) => s.firstOrderAt)}::timestamptz[]) as first_at,
         unnest(${standings.map((s) => s.lastOrderAt)}::timestamptz[]) as last_at,
         unnest(${standings.map((s) => s.tier)}::text[]) as tier,
         unnest(${standings.map((s) => s.tierSince)}::timestamptz[]) as since,
         unnest(${standings.map((s) => s.tierReviewAt)}::timestamptz[]) as review,
         unnest(${standings.map((s) => JSON.stringify(s.balances))}::jsonb[]) as balances`;

/**
 * Counts a customer's orders anew after a return: an order that came back as a whole is no longer
 * one of theirs (an order of nothing, with nothing to return, is). The caller holds the lock.
 */
export async function recountStanding(tx: Tx, customerId: string): Promise<void> {
  await tx.run(sql`
    update standings s
    set orders = o.orders, spent = o.spent, first_order_at = o.first_at, last_order_at = o.last_at
    from (
      select count(*)::int as orders, coalesce(sum(total - returned), 0)::bigint as spent,
             min(placed_at) as first_at, max(placed_at) as last_at
      from orders
      where tenant_id = ${tx.tenant.id} and customer_id = ${customerId}
        and not (total > 0 and returned = total)) o
    where s.tenant_id = ${tx.tenant.id} and s.customer_id = ${customerId}`);
}
