import { OrderInput } from '@quen/contracts/orders.ts';
import { Type } from 'typebox';
import type { Database } from '../../../platform/db.ts';
import { idempotencyKeyOf, requestHash } from '../../../platform/idempotency.ts';
import { Answer, route } from '../../../platform/route.ts';
import { OrderBatcher } from '../batcher.ts';
import { postOrders } from '../post.ts';
import { BatchItemOutcome, outcomeWire, PostedOrder } from '../wire.ts';

const batchers = new WeakMap<Database, OrderBatcher>();

function batcherOf(db: Database): OrderBatcher {
  let batcher = batchers.get(db);
  if (!batcher) {
    batcher = new OrderBatcher(db);
    batchers.set(db, batcher);
  }
  return batcher;
}

const noBody = Buffer.alloc(0);

export const postOrder = route({
  method: 'POST',
  url: '/v1/orders',
  access: 'orders.write',
  tag: 'Orders',
  summary: 'Record an order: it earns points, may use vouchers and points, and may lift the tier.',
  description:
    'Safe to repeat: the same source and externalId with the same content answer as the first time (status "duplicate"); with other content order_conflict. An Idempotency-Key repeats the very answer.',
  body: OrderInput,
  response: PostedOrder,
  // Thousands a second are welcome; beyond what it can hold, the batcher answers `unavailable`.
  perMinute: 'unlimited',
  errors: [
    'order_conflict',
    'order_total_mismatch',
    'order_date_out_of_range',
    'unknown_currency',
    'unknown_store',
    'invalid_phone',
    'customer_required',
    'insufficient_points',
    'voucher_unknown',
    'voucher_expired',
    'voucher_already_redeemed',
    'voucher_limit_reached',
    'idempotency_key_reused',
  ],
  handle: async ({ body }, { db, tenant, caller, headers }) => {
    const key = idempotencyKeyOf(headers);
    const answered = await batcherOf(db).submit(tenant, {
      order: body,
      actor: caller.actor,
      key,
      hash: key === undefined ? noBody : requestHash(body),
    });
    return answered.replayed
      ? new Answer(200, answered.body, { 'idempotency-replayed': 'true' })
      : answered.body;
  },
});

export const postOrderBatch = route({
  method: 'POST',
  url: '/v1/orders/batch',
  access: 'orders.write',
  tag: 'Orders',
  summary:
    'Record up to 1,000 orders; each gets its own outcome, and a bad one harms no neighbour.',
  body: Type.Object({ orders: Type.Array(OrderInput, { minItems: 1, maxItems: 1000 }) }),
  response: Type.Object({
    posted: Type.Integer(),
    duplicates: Type.Integer(),
    rejected: Type.Integer(),
    outcomes: Type.Array(BatchItemOutcome),
  }),
  bodyLimit: 20 * 1024 * 1024,
  write: async (tx, { body }) => {
    const outcomes = await postOrders(tx, body.orders);
    const count = (status: string) => outcomes.filter((o) => o.status === status).length;
    return {
      posted: count('posted'),
      duplicates: count('duplicate'),
      rejected: count('rejected'),
      outcomes: outcomes.map(outcomeWire),
    };
  },
});
