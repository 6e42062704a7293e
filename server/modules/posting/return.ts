import type { Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { mulDiv } from '../../platform/money.ts';
import { MS_PER_DAY } from '../../platform/time.ts';
import { transfersOfCauses } from '../ledger/index.ts';
import {
  countReturned,
  countReturnedLine,
  EARLIEST,
  fingerprintOf,
  insertReturn,
  linesOf,
  lockOrder,
  lockStandings,
  type OrderRow,
  orderById,
  recountStanding,
  returnByKey,
} from '../orders/index.ts';
import { recomputeTiers } from '../programme/index.ts';
import { redemptionsOfOrders, undoRedemption } from '../rewards/index.ts';
import { record } from '../timeline/index.ts';
import { settlePoints } from './return-points.ts';

export interface ReturnInput {
  /** The till's number of the return: unique within the order. */
  externalId: string;
  returnedAt: Date;
  /** Value of the goods, before vouchers and points; left out: by lines, or all that is left. */
  amount?: number | undefined;
  lines?: { line: number; quantity: number }[] | undefined;
  reason?: string | undefined;
}

export interface ReturnOutcome {
  id: string;
  status: 'posted' | 'duplicate';
  orderId: string;
  amount: number;
  /** Money to give back; the rest of the value had been vouchers and points. */
  refund: number;
  pointsTakenBack: number;
  /** Earned with the returned goods but no longer there to take. */
  pointsMissing: number;
  pointsGivenBack: number;
  vouchersRestored: number;
}

/**
 * Takes goods of an order back. Everything is valued as it was at the sale and in proportion to what
 * has been returned in all, so any number of partial returns ends where one full return does.
 */
export async function postReturn(
  tx: Tx,
  orderId: string,
  input: ReturnInput,
): Promise<ReturnOutcome> {
  const fingerprint = fingerprintOf([input.amount, input.lines]);
  checkDay(tx, input.returnedAt);
  const first = await orderById(tx, orderId);
  if (!first) throw new DomainError('not_found');
  const repeated = await earlierReturn(tx, first, input.externalId, fingerprint);
  if (repeated) return repeated;
  const standings = await lockStandings(tx, first.customerId === null ? [] : [first.customerId]);
  const order = (await lockOrder(tx, orderId)) ?? first;
  // While we waited for the order, the same return may have been recorded.
  const meanwhile = await earlierReturn(tx, order, input.externalId, fingerprint);
  if (meanwhile) return meanwhile;
  const amount = await amountOf(tx, order, input);
  const left = order.bill - order.returnedBill;
  // What was free comes back by itself, too, but not without naming it.
  const least = input.lines && order.bill > 0 ? 0 : 1;
  if (amount < least || amount > left) {
    throw new DomainError('return_exceeds_order', { amount, left });
  }

  const returnedBill = order.returnedBill + amount;
  // Cumulative, then the difference: rounding never adds up to more or less than the whole.
  const refund = mulDiv(order.total, returnedBill, order.bill) - order.returned;
  const id = uuidv7(input.returnedAt);
  await countReturned(tx, orderId, { amount, refund });
  const outcome: ReturnOutcome = {
    id,
    status: 'posted',
    orderId,
    amount,
    refund,
    pointsTakenBack: 0,
    pointsMissing: 0,
    pointsGivenBack: 0,
    vouchersRestored: 0,
  };
  if (order.customerId !== null) {
    await record(tx, [
      {
        customerId: order.customerId,
        kind: 'order.returned',
        at: input.returnedAt,
        subject: orderId,
        data: { return: id, amount, refund, number: order.externalId },
      },
    ]);
    const after = { ...order, returnedBill, returned: order.returned + refund };
    await settlePoints(tx, after, standings, order.customerId, id, input.returnedAt, outcome);
    await recountStanding(tx, order.customerId);
  }
  if (returnedBill === order.bill) {
    for (const redemption of await redemptionsOfOrders(tx, [orderId])) {
      if (await undoRedemption(tx, redemption)) outcome.vouchersRestored++;
    }
  }
  await insertReturn(tx, {
    id,
    orderId,
    externalId: input.externalId,
    returnedAt: input.returnedAt,
    amount,
    refund,
    lines: input.lines ?? null,
    reason: input.reason ?? null,
    pointsMissing: outcome.pointsMissing,
    vouchersRestored: outcome.vouchersRestored,
    fingerprint,
  });
  if (order.customerId !== null) await recomputeTiers(tx, [order.customerId]);
  return outcome;
}

/** As of orders: not before there were tills, nor further ahead than clocks go wrong. */
function checkDay(tx: Tx, returnedAt: Date): void {
  const at = returnedAt.getTime();
  if (!(at >= EARLIEST && at <= tx.now.getTime() + MS_PER_DAY)) {
    throw new DomainError('return_date_out_of_range', { returnedAt: returnedAt.toISOString() });
  }
}

async function earlierReturn(
  tx: Tx,
  order: OrderRow,
  externalId: string,
  fingerprint: string,
): Promise<ReturnOutcome | undefined> {
  const row = await returnByKey(tx, order.id, externalId);
  if (!row) return undefined;
  if (row.fingerprint !== fingerprint) throw new DomainError('return_conflict', { externalId });
  const customers = order.customerId === null ? [] : [order.customerId];
  const moved = await transfersOfCauses(tx, customers, [row.id]);
  const sum = (kind: string) => moved.reduce((n, t) => (t.kind === kind ? n + t.amount : n), 0);
  return {
    id: row.id,
    status: 'duplicate',
    orderId: order.id,
    amount: row.amount,
    refund: row.refund,
    pointsTakenBack: sum('take_back'),
    pointsMissing: row.pointsMissing,
    pointsGivenBack: sum('give_back'),
    vouchersRestored: row.vouchersRestored,
  };
}

/** The value of what comes back: stated, or by lines at what was paid for them, or all that is left. */
async function amountOf(tx: Tx, order: OrderRow, input: ReturnInput): Promise<number> {
  if (!input.lines) return input.amount ?? order.bill - order.returnedBill;
  const lines = await linesOf(tx, order.id);
  const goods = lines.reduce((sum, l) => sum + l.amount, 0);
  let value = 0;
  for (const { line, quantity } of input.lines) {
    const sold = lines.find((l) => l.lineNo === line);
    const open = sold ? sold.quantity - sold.returnedQuantity : 0;
    if (!sold || quantity > open) {
      throw new DomainError('return_exceeds_order', { amount: quantity, left: open });
    }
    value +=
      mulDiv(sold.amount, sold.returnedQuantity + quantity, sold.quantity) -
      mulDiv(sold.amount, sold.returnedQuantity, sold.quantity);
    sold.returnedQuantity += quantity;
    await countReturnedLine(tx, order.id, line, quantity);
  }
  // The bill's own discount was shared by all lines; the last piece takes what rounding left.
  const nothingLeft = lines.every((l) => l.returnedQuantity === l.quantity);
  if (nothingLeft) return order.bill - order.returnedBill;
  return goods === 0 ? 0 : mulDiv(value, order.bill, goods);
}
