import { isUniqueViolation, RetryTransaction, sql, type Tx } from '../../../platform/db.ts';
import { type OrderRow, orderById } from './orders.ts';

export interface ReturnRow {
  id: string;
  orderId: string;
  externalId: string;
  returnedAt: Date;
  /** Value of the goods, and the money given back for it. */
  amount: number;
  refund: number;
  lines: { line: number; quantity: number }[] | null;
  reason: string | null;
  /** Points earned with the goods that were no longer there to take, and vouchers that count again. */
  pointsMissing: number;
  vouchersRestored: number;
  fingerprint: string;
}

/** The order, locked: returns of one order come one after the other. */
export async function lockOrder(tx: Tx, orderId: string): Promise<OrderRow | undefined> {
  await tx.run(
    sql`select 1 from orders where tenant_id = ${tx.tenant.id} and id = ${orderId} for update`,
  );
  return orderById(tx, orderId);
}

/** A return recorded before under the till's number. */
export async function returnByKey(
  tx: Tx,
  orderId: string,
  externalId: string,
): Promise<
  Omit<ReturnRow, 'orderId' | 'externalId' | 'returnedAt' | 'lines' | 'reason'> | undefined
> {
  return tx.one(sql`
    select id, amount, refund, points_missing as "pointsMissing",
           vouchers_restored as "vouchersRestored", encode(fingerprint, 'hex') as fingerprint
    from returns
    where tenant_id = ${tx.tenant.id} and order_id = ${orderId} and external_id = ${externalId}`);
}

export async function returnIdsOf(tx: Tx, orderId: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    select id from returns where tenant_id = ${tx.tenant.id} and order_id = ${orderId}`);
  return rows.map((r) => r.id);
}

/** Records a return with what it did. A race for the same number starts over. */
export async function insertReturn(tx: Tx, row: ReturnRow): Promise<void> {
  try {
    await tx.run(sql`
      insert into returns (tenant_id, id, order_id, external_id, returned_at, amount, refund, lines,
                           reason, points_missing, vouchers_restored, fingerprint, recorded_at,
                           recorded_by)
      values (${tx.tenant.id}, ${row.id}, ${row.orderId}, ${row.externalId}, ${row.returnedAt},
              ${row.amount}, ${row.refund}, ${row.lines && JSON.stringify(row.lines)}, ${row.reason},
              ${row.pointsMissing}, ${row.vouchersRestored},
              decode(${row.fingerprint}, 'hex'), ${tx.now}, ${tx.actor})`);
  } catch (error) {
    if (isUniqueViolation(error)) throw new RetryTransaction();
    throw error;
  }
}

/** Adds to what of an order has come back. */
export async function countReturned(
  tx: Tx,
  orderId: string,
  { amount, refund }: Pick<ReturnRow, 'amount' | 'refund'>,
): Promise<void> {
  await tx.run(sql`
    update orders set returned = returned + ${refund}, returned_bill = returned_bill + ${amount}
    where tenant_id = ${tx.tenant.id} and id = ${orderId}`);
}

export async function countReturnedLine(
  tx: Tx,
  orderId: string,
  line: number,
  quantity: number,
): Promise<void> {
  await tx.run(sql`
    update order_lines set returned_quantity = returned_quantity + ${quantity}
    where tenant_id = ${tx.tenant.id} and order_id = ${orderId} and line_no = ${line}`);
}
