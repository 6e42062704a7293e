import { sql, type Tx } from '../../platform/db.ts';
import type { Decided } from './decide.ts';

/** Inserts orders and their lines; a business key that is taken raises a unique violation. */
export async function insertOrders(tx: Tx, decided: readonly Decided[]): Promise<void> {
  if (decided.length === 0) return;
  const orders = decided.map((d) => ({ ...d.item, ...d.item.order, posted: d.posted }));
  await tx.run(sql`
    insert into orders (tenant_id, id, source, external_id, customer_id, store_id, channel, placed_at,
                        bill, total, discount, items, tenders, fingerprint, recorded_at, recorded_by)
    select ${tx.tenant.id}, o.id, o.source, o.external_id, o.customer_id, o.store_id, o.channel, o.placed_at,
           o.bill, o.total, o.discount, o.items, o.tenders, o.fingerprint, ${tx.now}, o.recorded_by
    from unnest(
      ${orders.map((o) => o.posted.orderId)}::uuid[], ${orders.map((o) => o.source)}::text[],
      ${orders.map((o) => o.externalId)}::text[], ${orders.map((o) => o.customerId)}::uuid[],
      ${orders.map((o) => o.storeId)}::uuid[], ${orders.map((o) => o.channel)}::text[],
      ${orders.map((o) => o.placedAt)}::timestamptz[], ${orders.map((o) => o.bill)}::bigint[],
      ${orders.map((o) => o.posted.total)}::bigint[], ${orders.map((o) => o.discount)}::bigint[],
      ${orders.map((o) => o.items)}::int[],
      ${orders.map((o) => (o.tenders.length > 0 ? JSON.stringify(o.tenders) : null))}::jsonb[],
      ${orders.map((o) => o.fingerprint)}::bytea[], ${orders.map((o) => o.recordedBy)}::text[]
    ) as o(id, source, external_id, customer_id, store_id, channel, placed_at, bill, total, discount,
           items, tenders, fingerprint, recorded_by)`);
  const lines = decided.flatMap((d) =>
    d.item.order.lines.map((line, i) => ({ ...line, orderId: d.posted.orderId, lineNo: i + 1 })),
  );
  if (lines.length === 0) return;
  await tx.run(sql`
    insert into order_lines (tenant_id, order_id, line_no, sku, name, category, quantity, unit_price, discount, amount)
    select ${tx.tenant.id}, l.*
    from unnest(
      ${lines.map((l) => l.orderId)}::uuid[], ${lines.map((l) => l.lineNo)}::int[],
      ${lines.map((l) => l.sku)}::text[], ${lines.map((l) => l.name)}::text[],
      ${lines.map((l) => l.category)}::text[], ${lines.map((l) => l.quantity)}::int[],
      ${lines.map((l) => l.unitPrice)}::bigint[], ${lines.map((l) => l.discount)}::bigint[],
      ${lines.map((l) => l.amount)}::bigint[]
    ) as l`);
}
