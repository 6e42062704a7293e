import type { Tx } from '../../platform/db.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { mulDiv } from '../../platform/money.ts';
import {
  applyUses,
  bookEntries,
  type CustomerLot,
  type LedgerEntries,
  lotsForUpdate,
  outgoing,
  type Transfer,
  takeBack,
  transfersOfCauses,
  usesOf,
} from '../ledger/index.ts';
import { countsAsMoney, type OrderRow, returnIdsOf, type Standing } from '../orders/index.ts';
import { pointsFor } from '../programme/index.ts';
import { type Happening, record } from '../timeline/index.ts';

/** What a return did to points; counted up while it is settled. */
export interface PointsOfReturn {
  pointsTakenBack: number;
  /** Earned with the returned goods but no longer there to take. */
  pointsMissing: number;
  pointsGivenBack: number;
}

/** Takes back what the returned part had earned, and gives back what it had been paid with. */
export async function settlePoints(
  tx: Tx,
  order: OrderRow,
  standings: Map<string, Standing>,
  customerId: string,
  returnId: string,
  at: Date,
  outcome: PointsOfReturn,
): Promise<void> {
  const earlier = await returnIdsOf(tx, order.id);
  const moved = await transfersOfCauses(tx, [customerId], [order.id, ...earlier]);
  const cause = { customerId, at, causeKind: 'return', causeId: returnId, recordedBy: tx.actor };
  // Points come back before others are taken: what was lacking at an earlier return may then be
  // there, and partial returns end where a full one does.
  const given: LedgerEntries = { transfers: [], uses: [] };
  for (const spent of moved.filter((t) => t.kind === 'spend')) {
    await giveSpent(tx, order, spent, moved, cause, given, outcome);
  }
  await bookEntries(tx, standings, given);
  const taken: LedgerEntries = { transfers: [], uses: [] };
  takeEarned(order, moved, await lotsForUpdate(tx, [customerId]), cause, taken, outcome);
  await bookEntries(tx, standings, taken);
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
  outcome: PointsOfReturn,
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
  outcome: PointsOfReturn,
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
