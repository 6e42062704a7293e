import { draw, giveBack, type Lot, soonestFirst, totalOf } from './ledger.ts';
import { moneyOf, type Order } from './order.ts';
import { pointsFor, share } from './points.ts';
import { Refused } from './refused.ts';
import type { Voucher } from './vouchers.ts';

export interface Return {
  amount: number;
  refund: number;
  pointsTakenBack: number;
  pointsMissing: number;
  pointsGivenBack: number;
  vouchersRestored: number;
}

/**
 * Takes goods of an order back; without an amount, all that is left. Everything is reckoned from what
 * has come back in all, so that many returns end where one of everything does. `lots`: the customer's.
 */
export function takeGoodsBack(
  order: Order,
  lots: readonly Lot[],
  goods?: number,
): Omit<Return, 'vouchersRestored'> & { restored: Voucher[] } {
  const left = order.bill - order.returnedBill;
  const amount = goods ?? left;
  if (amount <= 0 || amount > left) throw new Refused('return_exceeds_order');
  order.returnedBill += amount;
  const returned = share(order.total, order.returnedBill, order.bill);
  const refund = returned - order.returned;
  order.returned = returned;
  // Points come back before others go: what they bring may be what is to be taken.
  const due = share(order.points, order.returnedBill, order.bill) - order.givenBack;
  const pointsGivenBack = giveBack(order.spent, order.givenBack, due);
  order.givenBack += pointsGivenBack;
  const taken = takePointsBack(order, lots);
  const restored = amount === left ? order.redeemed.splice(0) : [];
  return { amount, refund, pointsGivenBack, ...taken, restored };
}

/** Takes what the goods that are gone had earned: from the lot they earned first, then from any. */
function takePointsBack(order: Order, lots: readonly Lot[]) {
  let pointsTakenBack = 0;
  let pointsMissing = 0;
  const paid = moneyOf(order);
  const kept = paid - share(paid, order.returnedBill, order.bill);
  for (const earning of order.earnings) {
    const { rule, lot: own } = earning;
    const due = own.amount - pointsFor(rule, kept) - earning.takenBack;
    const held = soonestFirst(lots.filter((lot) => lot.wallet === rule.wallet));
    const ownFirst = [...held.filter((l) => l === own), ...held.filter((l) => l !== own)];
    const taken = totalOf(draw(ownFirst, due));
    earning.takenBack += taken;
    pointsTakenBack += taken;
    pointsMissing += due - taken;
  }
  return { pointsTakenBack, pointsMissing };
}
