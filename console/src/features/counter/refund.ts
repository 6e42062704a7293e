/** What a receipt came to and what has come back of it, in minor units. */
interface Returnable {
  /** Value of the goods, before vouchers and points. */
  bill: number;
  /** Money paid. */
  total: number;
  returns: readonly { amount: number; refund: number }[];
}

const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);

/** Value of the goods that can still come back. */
export const goodsLeft = ({ bill, returns }: Returnable): number =>
  bill - sum(returns.map(({ amount }) => amount));

/**
 * Money to give back for goods of that value, as the server will reckon: the paid share of all that
 * came back so far, rounded down, less what was given back before.
 */
export function refundFor(order: Returnable, value: number): number {
  if (order.bill === 0) return 0;
  const returned = order.bill - goodsLeft(order) + value;
  // Amounts multiply to more than a number holds exactly.
  const due = Number((BigInt(order.total) * BigInt(returned)) / BigInt(order.bill));
  return due - sum(order.returns.map(({ refund }) => refund));
}
