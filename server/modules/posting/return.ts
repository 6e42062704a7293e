import { createHash } from 'node:crypto';
import { isUniqueViolation, RetryTransaction, sql, type Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { mulDiv } from '../../platform/money.ts';
import {
  applyUses,
  type CustomerLot,
  type LedgerEntries,
  lotsForUpdate,
  outgoing,
  type Transfer,
  takeBack,
  transfersOfCauses,
  usesOf,
  writeEntries,
} from '../ledger/index.ts';
import {
  countsAsMoney,
  linesOf,
  lockStandings,
  type OrderRow,
  orderById,
  recountStanding,
} from '../orders/index.ts';
import { pointsFor, recomputeTiers } from '../programme/index.ts';
import { redemptionsOfOrders, undoRedemption } from '../rewards/index.ts';
import { type Happening, record } from '../timeline/index.ts';

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
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([input.amount, input.lines]))
    .digest()
    .subarray(0, 16);
  const repeated = await earlierReturn(tx, orderId, input.externalId, fingerprint);
  if (repeated) return repeated;
  const first = await orderById(tx, orderId);
  if (!first) throw new DomainError('not_found');
  if (first.customerId !== null) await lockStandings(tx, [first.customerId]);
  const order = await lockOrder(tx, orderId);
  const amount = await amountOf(tx, order, input);
  const left = order.bill - order.returnedBill;
  if (amount <= 0 || amount > left) throw new DomainError('return_exceeds_order', { amount, left });

  const returnedBill = order.returnedBill + amount;
  // Cumulative, then the difference: rounding never adds up to more or less than the whole.
  const refund = mulDiv(order.total, returnedBill, order.bill) - order.returned;
  const id = uuidv7(input.returnedAt);
  await insertReturn(tx, id, order, input, { amount, refund, fingerprint });
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
    const after = { ...order, returnedBill, returned: order.returned + refund };
    await settlePoints(tx, after, order.customerId, id, input.returnedAt, outcome);
    await recountStanding(tx, order.customerId);
  }
  if (returnedBill === order.bill) {
    for (const redemption of await redemptionsOfOrders(tx, [orderId])) {
      if (await undoRedemption(tx, redemption)) outcome.vouchersRestored++;
    }
  }
  if (order.customerId !== null) await recomputeTiers(tx, [order.customerId]);
  return outcome;
}

async function earlierReturn(
  tx: Tx,
  orderId: string,
  externalId: string,
  fingerprint: Buffer,
): Promise<ReturnOutcome | undefined> {
  const row = await tx.one<{ id: string; amount: number; refund: number; fingerprint: Buffer }>(sql`
    select id, amount, refund, fingerprint from returns
    where tenant_id = ${tx.tenant.id} and order_id = ${orderId} and external_id = ${externalId}`);
  if (!row) return undefined;
  if (!row.fingerprint.equals(fingerprint))
    throw new DomainError('return_conflict', { externalId });
  const moved = await transfersOfCauses(tx, [row.id]);
  const sum = (kind: string) => moved.reduce((n, t) => (t.kind === kind ? n + t.amount : n), 0);
  const asked = moved.reduce((n, t) => (t.why.kind === 'take_back' ? n + t.why.asked : n), 0);
  return {
    id: row.id,
    status: 'duplicate',
    orderId,
    amount: row.amount,
    refund: row.refund,
    pointsTakenBack: sum('take_back'),
    pointsMissing: Math.max(0, asked - sum('take_back')),
    pointsGivenBack: sum('give_back'),
    vouchersRestored: 0,
  };
}

async function lockOrder(tx: Tx, orderId: string): Promise<OrderRow> {
  await tx.run(
    sql`select 1 from orders where tenant_id = ${tx.tenant.id} and id = ${orderId} for update`,
  );
  return (await orderById(tx, orderId)) as OrderRow;
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
    await tx.run(sql`
      update order_lines set returned_quantity = returned_quantity + ${quantity}
      where tenant_id = ${tx.tenant.id} and order_id = ${order.id} and line_no = ${line}`);
  }
  // The bill's own discount was shared by all lines; the last piece takes what rounding left.
  const nothingLeft = lines.every((l) => l.returnedQuantity === l.quantity);
  return nothingLeft ? order.bill - order.returnedBill : mulDiv(value, order.bill, goods);
}

async function insertReturn(
  tx: Tx,
  id: string,
  order: OrderRow,
  input: ReturnInput,
  { amount, refund, fingerprint }: { amount: number; refund: number; fingerprint: Buffer },
): Promise<void> {
  try {
    await tx.run(sql`
      insert into returns (tenant_id, id, order_id, external_id, returned_at, amount, refund, lines, reason,
                           fingerprint, recorded_at, recorded_by)
      values (${tx.tenant.id}, ${id}, ${order.id}, ${input.externalId}, ${input.returnedAt}, ${amount}, ${refund},
              ${input.lines ? JSON.stringify(input.lines) : null}, ${input.reason ?? null}, ${fingerprint},
              ${tx.now}, ${tx.actor})`);
  } catch (error) {
    if (isUniqueViolation(error)) throw new RetryTransaction();
    throw error;
  }
  await tx.run(sql`
    update orders set returned = returned + ${refund}, returned_bill = returned_bill + ${amount}
    where tenant_id = ${tx.tenant.id} and id = ${order.id}`);
  if (order.customerId === null) return;
  await record(tx, [
    {
      customerId: order.customerId,
      kind: 'order.returned',
      at: input.returnedAt,
      subject: order.id,
      data: { return: id, amount, refund, number: order.externalId },
    },
  ]);
}

/** Takes back what the returned part had earned, and gives back what it had been paid with. */
async function settlePoints(
  tx: Tx,
  order: OrderRow,
  customerId: string,
  returnId: string,
  at: Date,
  outcome: ReturnOutcome,
): Promise<void> {
  const earlier = await returnIds(tx, order.id);
  const moved = await transfersOfCauses(tx, [order.id, ...earlier]);
  const cause = { customerId, at, causeKind: 'return', causeId: returnId, recordedBy: tx.actor };
  // Points come back before others are taken: what was lacking at an earlier return may then be
  // there, and partial returns end where a full one does.
  const given: LedgerEntries = { transfers: [], lots: [], uses: [] };
  for (const spent of moved.filter((t) => t.kind === 'spend')) {
    await giveSpent(tx, order, spent, moved, cause, given, outcome);
  }
  await writeEntries(tx, given);
  const taken: LedgerEntries = { transfers: [], lots: [], uses: [] };
  takeEarned(order, moved, await lotsForUpdate(tx, [customerId]), cause, taken, outcome);
  await writeEntries(tx, taken);
  await record(
    tx,
    [...given.transfers, ...taken.transfers].map(
      (t): Happening => ({
        customerId,
        kind: t.kind === 'take_back' ? 'points.taken_back' : 'points.given_back',
        at,
        subject: t.id,
        data: { wallet: t.wallet, amount: t.amount, order: order.id },
      }),
    ),
  );
}

interface Cause {
  customerId: string;
  at: Date;
  causeKind: string;
  causeId: string;
  recordedBy: string;
}

/** What each earning would have been without what has been returned so far: the difference goes. */
function takeEarned(
  order: OrderRow,
  moved: readonly Transfer[],
  lots: readonly CustomerLot[],
  cause: Cause,
  entries: LedgerEntries,
  outcome: ReturnOutcome,
): void {
  const paid = countsAsMoney(
    order.total,
    (order.tenders as { kind: string; amount: number }[] | null) ?? [],
  );
  const kept = order.bill === 0 ? 0 : paid - mulDiv(paid, order.returnedBill, order.bill);
  let held: CustomerLot[] = [...lots];
  for (const earning of moved.filter((t) => t.kind === 'earn')) {
    if (earning.why.kind !== 'earn') continue;
    const { per, points, rounding, earned } = earning.why;
    const worth = pointsFor({ per, points, rounding: rounding as 'down' }, kept);
    const takenBefore = moved.reduce(
      (n, t) => (t.why.kind === 'take_back' && t.why.earning === earning.id ? n + t.amount : n),
      0,
    );
    const asked = earned - worth - takenBefore;
    if (asked <= 0) continue;
    const uses = takeBack(
      held.filter((l) => l.wallet === earning.wallet),
      new Set([earning.id]),
      asked,
    );
    held = applyUses(held, uses) as CustomerLot[];
    const taken = uses.reduce((n, u) => n + u.amount, 0);
    outcome.pointsTakenBack += taken;
    outcome.pointsMissing += asked - taken;
    const made = outgoing(
      {
        ...cause,
        wallet: earning.wallet,
        kind: 'take_back',
        credit: 'issued',
        programmeVersion: earning.programmeVersion,
        why: {
          kind: 'take_back',
          returnId: cause.causeId,
          earning: earning.id,
          asked,
          earnedBefore: earned - takenBefore,
          earnedAfter: worth,
        },
      },
      uses,
    );
    entries.transfers.push(...made.transfers);
    entries.uses.push(...made.uses);
  }
}

/** Puts spent points back into the lots they came from, so that they keep their expiry. */
async function giveSpent(
  tx: Tx,
  order: OrderRow,
  spent: Transfer,
  moved: readonly Transfer[],
  cause: Cause,
  entries: LedgerEntries,
  outcome: ReturnOutcome,
): Promise<void> {
  const due = order.bill === 0 ? 0 : mulDiv(spent.amount, order.returnedBill, order.bill);
  const givenBefore = moved.reduce(
    (n, t) => (t.kind === 'give_back' && t.wallet === spent.wallet ? n + t.amount : n),
    0,
  );
  let left = due - givenBefore;
  if (left <= 0) return;
  // The lots drawn last are filled first; what earlier returns put back is skipped.
  let skip = givenBefore;
  const id = uuidv7(cause.at);
  let amount = 0;
  for (const use of (await usesOf(tx, cause.customerId, spent.id)).reverse()) {
    const skipped = Math.min(skip, use.amount);
    skip -= skipped;
    const back = Math.min(left, use.amount - skipped);
    if (back === 0) continue;
    left -= back;
    amount += back;
    entries.uses.push({
      customerId: cause.customerId,
      transferId: id,
      lotId: use.lotId,
      amount: -back,
    });
  }
  entries.transfers.push({
    ...cause,
    id,
    wallet: spent.wallet,
    kind: 'give_back',
    debit: 'redeemed',
    credit: 'customer',
    amount,
    programmeVersion: spent.programmeVersion,
    why: { kind: 'give_back', returnId: cause.causeId },
  });
  outcome.pointsGivenBack += amount;
}

async function returnIds(tx: Tx, orderId: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    select id from returns where tenant_id = ${tx.tenant.id} and order_id = ${orderId}`);
  return rows.map((r) => r.id);
}
