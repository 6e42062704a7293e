import { sql, type Tx } from '../platform/db.ts';
import { uuidv7 } from '../platform/ids.ts';

/** An order in short: who, when, how much; the rest is made up. */
export interface ShortOrder {
  /** Any text: the same text is the same customer. */
  who: string;
  at: string | Date;
  total: number;
  returned?: number;
}

/**
 * Puts customers and their orders straight into the tables, with the standings that posting would
 * keep: for tests of what reads them. Returns the customers' ids by name.
 */
export async function shopHistory(
  tx: Tx,
  orders: readonly ShortOrder[],
  others: readonly string[] = [],
): Promise<Map<string, string>> {
  const names = [...new Set([...orders.map((o) => o.who), ...others])];
  const ids = new Map(names.map((name) => [name, uuidv7()]));
  const idOf = (name: string) => ids.get(name) as string;
  await tx.run(sql`
    insert into customers (tenant_id, id, full_name, card_code, source, created_at, updated_at, bucket)
    select ${tx.tenant.id}, id, name, 'T' || row_number() over () || '-' || left(id::text, 13), 'test',
           ${tx.now}, ${tx.now}, 0
    from unnest(${names.map(idOf)}::uuid[], ${names}::text[]) as n(id, name)`);
  await tx.run(sql`
    insert into orders (tenant_id, id, source, external_id, customer_id, channel, placed_at, bill,
                        total, returned, returned_bill, fingerprint, recorded_at, recorded_by)
    select ${tx.tenant.id}, id, 'test', id::text, customer_id, 'pos', placed_at, total, total,
           returned, returned, '\\x00', ${tx.now}, 'test'
    from unnest(${orders.map(() => uuidv7())}::uuid[], ${orders.map((o) => idOf(o.who))}::uuid[],
                ${orders.map((o) => new Date(o.at))}::timestamptz[],
                ${orders.map((o) => o.total)}::bigint[],
                ${orders.map((o) => o.returned ?? 0)}::bigint[])
      as o(id, customer_id, placed_at, total, returned)`);
  // The check of a foreign key keeps the plan it got while its table was nearly empty.
  await tx.run(sql`discard plans`);
  await tx.run(sql`
    insert into standings (tenant_id, customer_id, orders, spent, first_order_at, last_order_at)
    select tenant_id, customer_id, count(*), sum(total - returned), min(placed_at), max(placed_at)
    from orders
    where tenant_id = ${tx.tenant.id} and customer_id = any(${[...ids.values()]}::uuid[])
      and (total = 0 or returned < total)
    group by 1, 2`);
  return ids;
}
