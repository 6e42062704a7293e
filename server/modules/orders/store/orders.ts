import { sql, type Tx } from '../../../platform/db.ts';
import { momentOf } from '../../../platform/ids.ts';
import type { CheckedOrder } from '../check.ts';

/** An order and its lines as they are to be recorded. Amounts in minor units. */
export interface NewOrder {
  order: CheckedOrder;
  id: string;
  customerId: string | null;
  storeId: string | null;
  total: number;
  recordedBy: string;
}

/** The unique constraint of the business key: what a race for the same receipt runs into. */
export const BUSINESS_KEY = 'orders_tenant_id_source_external_id_key';

/**
 * Inserts orders and their lines; a business key that is taken raises a unique violation. A
 * customer's order is a happening of the timeline by itself, so those who follow it are woken.
 */
export async function insertOrders(tx: Tx, orders: readonly NewOrder[]): Promise<void> {
  if (orders.length === 0) return;
  if (orders.some((o) => o.customerId !== null)) tx.announce();
  await Promise.all([insertHeads(tx, orders), insertLines(tx, orders)]);
}

async function insertHeads(tx: Tx, orders: readonly NewOrder[]): Promise<void> {
  await tx.run(sql`
    insert into orders (tenant_id, id, source, external_id, customer_id, store_id, channel, placed_at,
                        bill, total, discount, items, tenders, fingerprint, recorded_at, recorded_by)
    select ${tx.tenant.id}, unnest(${orders.map((o) => o.id)}::uuid[]),
           unnest(${orders.map(({ order }) => order.source)}::text[]),
           unnest(${orders.map(({ order }) => order.externalId)}::text[]),
           unnest(${orders.map((o) => o.customerId)}::uuid[]),
           unnest(${orders.map((o) => o.storeId)}::uuid[]),
           unnest(${orders.map(({ order }) => order.channel)}::text[]),
           unnest(${orders.map(({ order }) => order.placedAt)}::timestamptz[]),
           unnest(${orders.map(({ order }) => order.bill)}::bigint[]),
           unnest(${orders.map((o) => o.total)}::bigint[]),
           unnest(${orders.map(({ order }) => order.discount)}::bigint[]),
           unnest(${orders.map(({ order }) => order.items)}::int[]),
           unnest(${orders.map(({ order: { tenders } }) => (tenders.length > 0 ? JSON.stringify(tenders) : null))}::jsonb[]),
           decode(unnest(${orders.map(({ order }) => order.fingerprint)}::text[]), 'hex'), ${tx.now},
           unnest(${orders.map((o) => o.recordedBy)}::text[])`);
}

async function insertLines(tx: Tx, orders: readonly NewOrder[]): Promise<void> {
  const lines = orders.flatMap((o) =>
    o.order.lines.map((line, i) => ({ ...line, orderId: o.id, lineNo: i + 1 })),
  );
  if (lines.length === 0) return;
  await tx.run(sql`
    insert into order_lines (tenant_id, order_id, line_no, sku, name, category, quantity, unit_price, discount, amount)
    select ${tx.tenant.id}, unnest(${lines.map((l) => l.orderId)}::uuid[]),
           unnest(${lines.map((l) => l.lineNo)}::int[]),
           unnest(${lines.map((l) => l.sku)}::text[]),
           unnest(${lines.map((l) => l.name)}::text[]),
           unnest(${lines.map((l) => l.category)}::text[]),
           unnest(${lines.map((l) => l.quantity)}::int[]),
           unnest(${lines.map((l) => l.unitPrice)}::bigint[]),
           unnest(${lines.map((l) => l.discount)}::bigint[]),
           unnest(${lines.map((l) => l.amount)}::bigint[])`);
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
  fingerprint: string;
}

const LAST_MOMENT = new Date('9999-12-31T00:00:00Z');
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

const orderColumns = sql`
  id, source, external_id as "externalId", customer_id as "customerId", store_id as "storeId", channel,
  placed_at as "placedAt", bill, total, discount, items, returned, returned_bill as "returnedBill",
  tenders, encode(fingerprint, 'hex') as fingerprint`;

/** Orders already recorded under these business keys. */
export async function ordersByKey(
  tx: Tx,
  keys: readonly { source: string; externalId: string }[],
): Promise<OrderRow[]> {
  return tx.rows(sql`
    select o.id, o.source, o.external_id as "externalId", o.customer_id as "customerId", o.store_id as "storeId",
           o.channel, o.placed_at as "placedAt", o.bill, o.total, o.discount, o.items, o.returned,
           o.returned_bill as "returnedBill", o.tenders,
           encode(o.fingerprint, 'hex') as fingerprint
    from (select unnest(${keys.map((k) => k.source)}::text[]) as source,
                 unnest(${keys.map((k) => k.externalId)}::text[]) as external_id) k
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
    from (select unnest(${wanted.map((w) => w.customerId)}::uuid[]) as customer_id,
                 unnest(${wanted.map((w) => w.from)}::timestamptz[]) as since) w
    join orders o on o.tenant_id = ${tx.tenant.id} and o.customer_id = w.customer_id
      and (w.since is null or o.placed_at > w.since)
    order by o.customer_id, o.placed_at, o.id`);
  const purchases = new Map<string, { at: number; amount: number }[]>();
  for (const { customerId } of wanted) purchases.set(customerId, []);
  for (const row of rows)
    purchases.get(row.customerId)?.push({ at: row.at.getTime(), amount: row.amount });
  return purchases;
}
