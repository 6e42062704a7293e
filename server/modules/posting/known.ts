import type { Tx } from '../../platform/db.ts';
import { transfersOfCauses } from '../ledger/index.ts';
import { type CheckedOrder, ordersByKey } from '../orders/index.ts';
import { redemptionsOfOrders } from '../rewards/index.ts';
import type { Posted } from './outcome.ts';

export interface KnownOrder {
  fingerprint: string;
  posted: Posted;
}

/** Orders recorded before under these business keys, with the answer their first posting gave. */
export async function knownOrders(
  tx: Tx,
  orders: readonly CheckedOrder[],
): Promise<Map<string, KnownOrder>> {
  const found = orders.length === 0 ? [] : await ordersByKey(tx, orders);
  if (found.length === 0) return new Map();
  const ids = found.map((o) => o.id);
  const customers = found.flatMap((o) => o.customerId ?? []);
  const moves = await transfersOfCauses(tx, customers, ids);
  const transfers = Map.groupBy(moves, (t) => t.causeId);
  const redemptions = Map.groupBy(await redemptionsOfOrders(tx, ids), (r) => r.orderId);
  const known = new Map<string, KnownOrder>();
  for (const order of found) {
    const moved = transfers.get(order.id) ?? [];
    const sum = (kind: string) => moved.reduce((n, t) => (t.kind === kind ? n + t.amount : n), 0);
    const voucherDiscount = (redemptions.get(order.id) ?? []).reduce((n, r) => n + r.discount, 0);
    known.set(`${order.source}\u0000${order.externalId}`, {
      fingerprint: order.fingerprint,
      posted: {
        status: 'duplicate',
        orderId: order.id,
        customerId: order.customerId,
        bill: order.bill,
        voucherDiscount,
        pointsDiscount: order.bill - order.total - voucherDiscount,
        total: order.total,
        pointsEarned: sum('earn'),
        pointsSpent: sum('spend'),
        tier: null,
        traces: [],
      },
    });
  }
  return known;
}
