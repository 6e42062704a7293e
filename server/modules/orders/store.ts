import { sql, type Tx } from '../../platform/db.ts';
import { momentOf } from '../../platform/ids.ts';

/** Running facts of one customer; the row is the lock on everything that moves their money. */
export interface Standing {
  customerId: string;
  orders: number;
  spent: number;
  firstOrderAt: Date | null;
  lastOrderAt: Date | null;
  /** While a batch is being decided: the last order before the batch. */
  previousOrderAt?: Date | null;
  tier: string | null;
  tierSince: Date | null;
  tierReviewAt: Date | null;
}

/**
 * Locks customers' standings in the one global order (by id), making those that are not there yet.
 * Everything that changes a customer's points, orders or tier holds this lock until it commits.
 */
export async function lockStandings(
  tx: Tx,
  customerIds: readonly string[],
): Promise<Map<string, Standing>> {
  const ids = [...new Set(customerIds)].sort();
  if (ids.length === 0) return new Map();
  const select = () =>
    tx.rows<Standing & Record<string, unknown>>(sql`
      select customer_id as "customerId", orders, spent, first_order_at as "firstOrderAt",
             last_order_at as "lastOrderAt", tier, tier_since as "tierSince", tier_review_at as "tierReviewAt"
      from standings
      where tenant_id = ${tx.tenant.id} and customer_id = any(${ids}::uuid[])
      order by customer_id
      for no key update`);
  let rows = await select();
  if (rows.length < ids.length) {
    const known = new Set(rows.map((r) => r.customerId));
    await tx.run(sql`
      insert into standings (tenant_id, customer_id)
      select ${tx.tenant.id}, id from unnest(${ids.filter((id) => !known.has(id))}::uuid[]) as id
      order by id
      on conflict do nothing`);
    rows = await select();
  }
  return new Map(rows.map((r) => [r.customerId, r]));
}

/** Writes standings back. The caller holds their locks. */
export async function writeStandings(tx: Tx, standings: readonly Standing[]): Promise<void> {
  if (standings.length === 0) return;
  await tx.run(sql`
    update standings s
    set orders = n.orders, spent = n.spent, first_order_at = n.first_at, last_order_at = n.last_at,
        tier = n.tier, tier_since = n.since, tier_review_at = n.review
    from unnest(
      ${standings.map((s) => s.customerId)}::uuid[], ${standings.map((s) => s.orders)}::int[],
      ${standings.map((s) => s.spent)}::bigint[], ${standings.map((s) => s.firstOrderAt)}::timestamptz[],
      ${standings.map((s) => s.lastOrderAt)}::timestamptz[], ${standings.map((s) => s.tier)}::text[],
      ${standings.map((s) => s.tierSince)}::timestamptz[], ${standings.map((s) => s.tierReviewAt)}::timestamptz[]
    ) as n(customer_id, orders, spent, first_at, last_at, tier, since, review)
    where s.tenant_id = ${tx.tenant.id} and s.customer_id = n.customer_id`);
}

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

export interface OrderRow {
  id: string;
  source: string;
  externalId: string;
  customerId: string | null;
  storeId: string | null;
  channel: string;
  placedAt: Date;
  bill: number;
  total: number;
  discount: number;
  items: number;
  returned: number;
  returnedBill: number;
  tenders: unknown;
  fingerprint: Buffer;
}

const LAST_MOMENT = new Date('9999-12-31T00:00:00Z');
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

const orderColumns = sql`
  id, source, external_id as "externalId", customer_id as "customerId", store_id as "storeId", channel,
  placed_at as "placedAt", bill, total, discount, items, returned, returned_bill as "returnedBill",
  tenders, fingerprint`;

/** Orders already recorded under these business keys. */
export async function ordersByKey(
  tx: Tx,
  keys: readonly { source: string; externalId: string }[],
): Promise<OrderRow[]> {
  return tx.rows(sql`
    select o.id, o.source, o.external_id as "externalId", o.customer_id as "customerId", o.store_id as "storeId",
           o.channel, o.placed_at as "placedAt", o.bill, o.total, o.discount, o.items, o.returned,
           o.returned_bill as "returnedBill", o.tenders, o.fingerprint
    from unnest(${keys.map((k) => k.source)}::text[], ${keys.map((k) => k.externalId)}::text[]) as k(source, external_id)
    join orders o on o.tenant_id = ${tx.tenant.id} and o.source = k.source and o.external_id = k.external_id`);
}

export async function orderById(tx: Tx, id: string): Promise<OrderRow | undefined> {
  return tx.one(
    sql`select ${orderColumns} from orders where tenant_id = ${tx.tenant.id} and id = ${id}`,
  );
}

export interface OrderPage {
  customerId?: string | undefined;
  /** Id of the last order seen. Ids carry the moment of the order, so they page in time. */
  cursor?: string | undefined;
  limit: number;
}

/** A customer's or everybody's orders, newest first. */
export async function listOrders(tx: Tx, page: OrderPage): Promise<OrderRow[]> {
  return page.customerId === undefined
    ? ordersOfAll(tx, page)
    : ordersOf(tx, page.customerId, page);
}

// Two statements, not one with an optional customer: each needs an index of its own.
async function ordersOfAll(tx: Tx, { cursor, limit }: OrderPage): Promise<OrderRow[]> {
  return tx.rows(sql`
    select ${orderColumns} from orders
    where tenant_id = ${tx.tenant.id} and id < ${cursor ?? LAST_ID}
    order by id desc
    limit ${limit}`);
}

async function ordersOf(
  tx: Tx,
  customerId: string,
  { cursor, limit }: OrderPage,
): Promise<OrderRow[]> {
  return tx.rows(sql`
    select ${orderColumns} from orders
    where tenant_id = ${tx.tenant.id} and customer_id = ${customerId} and id < ${cursor ?? LAST_ID}
      and placed_at <= ${cursor ? momentOf(cursor) : LAST_MOMENT}
    order by placed_at desc, id desc
    limit ${limit}`);
}

export interface OrderLineRow extends Record<string, unknown> {
  lineNo: number;
  sku: string;
  name: string;
  category: string | null;
  quantity: number;
  unitPrice: number;
  discount: number;
  amount: number;
  returnedQuantity: number;
}

export async function linesOf(tx: Tx, orderId: string): Promise<OrderLineRow[]> {
  return tx.rows(sql`
    select line_no as "lineNo", sku, name, category, quantity, unit_price as "unitPrice", discount, amount,
           returned_quantity as "returnedQuantity"
    from order_lines
    where tenant_id = ${tx.tenant.id} and order_id = ${orderId}
    order by line_no`);
}

/** What customers spent, order by order, net of returns, oldest first; from a moment on. */
export async function purchasesOf(
  tx: Tx,
  wanted: readonly { customerId: string; from: Date | null }[],
): Promise<Map<string, { at: number; amount: number }[]>> {
  const rows = await tx.rows<{ customerId: string; at: Date; amount: number }>(sql`
    select o.customer_id as "customerId", o.placed_at as at, o.total - o.returned as amount
    from unnest(${wanted.map((w) => w.customerId)}::uuid[], ${wanted.map((w) => w.from)}::timestamptz[]) as w(customer_id, since)
    join orders o on o.tenant_id = ${tx.tenant.id} and o.customer_id = w.customer_id
      and (w.since is null or o.placed_at > w.since)
    order by o.customer_id, o.placed_at, o.id`);
  const purchases = new Map<string, { at: number; amount: number }[]>();
  for (const { customerId } of wanted) purchases.set(customerId, []);
  for (const row of rows)
    purchases.get(row.customerId)?.push({ at: row.at.getTime(), amount: row.amount });
  return purchases;
}
