import { Type } from 'typebox';
import type { Tx } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { type AnyRoute, route } from '../../../platform/route.ts';
import { customerById } from '../../customers/index.ts';
import { transfersOfCauses } from '../../ledger/index.ts';
import { linesOf, listOrders, type OrderRow, orderById } from '../../orders/index.ts';
import { idCursor, pageOf, pageQuery } from '../page.ts';
import { namesOf, returnsOf, storesOf } from '../store.ts';
import { TransferAnswer, transferAnswer } from './history.ts';

const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Union([schema, Type.Null()]);
const Instant = Type.String({ format: 'date-time' });
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const Page = Type.Object(pageQuery, { additionalProperties: false });

const orderProperties = {
  id: Type.String(),
  source: Type.String(),
  externalId: Type.String(),
  placedAt: Instant,
  channel: Type.String(),
  store: nullable(Type.Object({ code: Type.String(), name: Type.String() })),
  customer: nullable(
    Type.Object({
      id: Type.String(),
      fullName: nullable(Type.String()),
      phone: nullable(Type.String()),
    }),
  ),
  /** Before vouchers and points; total is what was left to pay. */
  bill: Type.Integer(),
  total: Type.Integer(),
  discount: Type.Integer(),
  items: Type.Integer(),
  /** Of the total, what came back. */
  returned: Type.Integer(),
  pointsEarned: Type.Integer(),
};
const Order = Type.Object(orderProperties);
const Orders = Type.Object({ items: Type.Array(Order), next: nullable(Type.String()) });

/** Orders with the names a person wants to see beside them; a statement for each kind of name. */
async function answers(tx: Tx, orders: readonly OrderRow[]) {
  const customers = orders.flatMap((order) => order.customerId ?? []);
  const names = customers.length > 0 ? await namesOf(tx, [...new Set(customers)]) : new Map();
  const stores = orders.some((order) => order.storeId) ? await storesOf(tx) : new Map();
  const earned = new Map<string, number>();
  const ids = orders.map((order) => order.id);
  for (const { kind, causeId, amount } of await transfersOfCauses(tx, customers, ids)) {
    if (kind === 'earn' && causeId) earned.set(causeId, (earned.get(causeId) ?? 0) + amount);
  }
  return orders.map((order) => {
    const store = stores.get(order.storeId ?? '');
    return {
      id: order.id,
      source: order.source,
      externalId: order.externalId,
      placedAt: order.placedAt.toISOString(),
      channel: order.channel,
      store: store ? { code: store.code, name: store.name } : null,
      customer: names.get(order.customerId ?? '') ?? null,
      bill: order.bill,
      total: order.total,
      discount: order.discount,
      items: order.items,
      returned: order.returned,
      pointsEarned: earned.get(order.id) ?? 0,
    };
  });
}

async function page(
  tx: Tx,
  { limit = 50, cursor }: { limit?: number; cursor?: string },
  customerId?: string,
) {
  const rows = await listOrders(tx, { customerId, cursor: idCursor(cursor), limit: limit + 1 });
  const { items, next } = pageOf(
    rows,
    limit,
    (row) => row.id,
    (row) => row,
  );
  return { items: await answers(tx, items), next };
}

const all = route({
  method: 'GET',
  url: '/v1/orders',
  access: 'orders.read',
  summary: 'Orders, newest first',
  tag: 'Orders',
  query: Page,
  response: Orders,
  read: (tx, { query }) => page(tx, query),
});

const ofCustomer = route({
  method: 'GET',
  url: '/v1/customers/:id/orders',
  access: 'orders.read',
  summary: "A customer's orders, newest first",
  tag: 'Customers',
  params: Id,
  query: Page,
  response: Orders,
  read: async (tx, { params, query }) => {
    await customerById(tx, params.id);
    return page(tx, query, params.id);
  },
});

const one = route({
  method: 'GET',
  url: '/v1/orders/:id',
  access: 'orders.read',
  summary: 'An order with its lines, returns and what it moved',
  tag: 'Orders',
  params: Id,
  response: Type.Object({
    ...orderProperties,
    lines: Type.Array(
      Type.Object({
        lineNo: Type.Integer(),
        sku: Type.String(),
        name: Type.String(),
        category: nullable(Type.String()),
        quantity: Type.Integer(),
        unitPrice: Type.Integer(),
        discount: Type.Integer(),
        amount: Type.Integer(),
        returnedQuantity: Type.Integer(),
      }),
    ),
    tenders: Type.Array(Type.Object({ kind: Type.String(), amount: Type.Integer() })),
    returns: Type.Array(
      Type.Object({
        id: Type.String(),
        externalId: Type.String(),
        returnedAt: Instant,
        amount: Type.Integer(),
        refund: Type.Integer(),
        reason: nullable(Type.String()),
      }),
    ),
    transfers: Type.Array(TransferAnswer),
  }),
  read: async (tx, { params }) => {
    const order = await orderById(tx, params.id);
    if (!order) throw new DomainError('not_found');
    const [answer] = await answers(tx, [order]);
    const returns = await returnsOf(tx, order.id);
    const moved = await transfersOfCauses(tx, order.customerId === null ? [] : [order.customerId], [
      order.id,
      ...returns.map((r) => r.id),
    ]);
    return {
      ...(answer as NonNullable<typeof answer>),
      lines: await linesOf(tx, order.id),
      tenders: (order.tenders ?? []) as { kind: string; amount: number }[],
      returns: returns.map((r) => ({ ...r, returnedAt: r.returnedAt.toISOString() })),
      transfers: moved.map((transfer) => transferAnswer(tx, transfer)),
    };
  },
});

export const orderPages: readonly AnyRoute[] = [all, ofCustomer, one];
