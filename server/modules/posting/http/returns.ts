import { Type } from 'typebox';
import { route } from '../../../platform/route.ts';
import { postReturn } from '../return.ts';

export const postOrderReturn = route({
  method: 'POST',
  url: '/v1/orders/:id/returns',
  access: 'returns.write',
  tag: 'Orders',
  summary: 'Take goods of an order back, by lines, by value, or all that is left.',
  description:
    'Points are taken back at the value they were earned at, spent points return with their original expiry, and vouchers can be used again once the whole order is returned.',
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  body: Type.Object(
    {
      externalId: Type.String({ minLength: 1, maxLength: 200 }),
      returnedAt: Type.Optional(Type.String({ format: 'date-time' })),
      /** Value of the goods before vouchers and points, minor units. */
      amount: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000_000_000_000 })),
      lines: Type.Optional(
        Type.Array(
          Type.Object({
            line: Type.Integer({ minimum: 1 }),
            quantity: Type.Integer({ minimum: 1 }),
          }),
          { minItems: 1, maxItems: 10_000 },
        ),
      ),
      reason: Type.Optional(Type.String({ maxLength: 400 })),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({
    id: Type.String({ format: 'uuid' }),
    status: Type.Enum(['posted', 'duplicate']),
    orderId: Type.String({ format: 'uuid' }),
    amount: Type.Integer(),
    refund: Type.Integer(),
    pointsTakenBack: Type.Integer(),
    pointsMissing: Type.Integer(),
    pointsGivenBack: Type.Integer(),
    vouchersRestored: Type.Integer(),
  }),
  errors: ['return_exceeds_order', 'return_conflict', 'return_date_out_of_range'],
  write: async (tx, { params, body }) =>
    postReturn(tx, params.id, {
      ...body,
      returnedAt: body.returnedAt ? new Date(body.returnedAt) : tx.now,
    }),
});
