import { messageReasons, messageStates } from '@quen/contracts/messaging.ts';
import { Type } from 'typebox';
import { type AnyRoute, route } from '../../../platform/route.ts';
import { contactsOf } from '../../customers/index.ts';
import type { MessageRow } from '../model.ts';
import { listMessages } from '../store/log.ts';

const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Union([schema, Type.Null()]);
const Moment = Type.String({ format: 'date-time' });

const Message = Type.Object({
  id: Type.String({ format: 'uuid' }),
  customerId: Type.String({ format: 'uuid' }),
  customerName: nullable(Type.String()),
  channel: Type.String(),
  template: Type.String(),
  purpose: Type.String(),
  /** What it belongs to: 'journey:<key>'. */
  source: Type.String(),
  state: Type.Enum([...messageStates]),
  reason: nullable(Type.String()),
  /** The reason in words. */
  why: nullable(Type.Object({ vi: Type.String(), en: Type.String() })),
  attempts: Type.Integer(),
  dueAt: Moment,
  createdAt: Moment,
  sentAt: nullable(Moment),
  openedAt: nullable(Moment),
  clickedAt: nullable(Moment),
  unsubscribedAt: nullable(Moment),
});

export const messageRoutes: readonly AnyRoute[] = [
  route({
    method: 'GET',
    url: '/v1/messages',
    access: 'journeys.read',
    summary: 'The send log, newest first',
    tag: 'Messages',
    query: Type.Object(
      {
        customer: Type.Optional(Type.String({ format: 'uuid' })),
        journey: Type.Optional(Type.String({ maxLength: 40 })),
        state: Type.Optional(Type.Enum([...messageStates])),
        limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
        cursor: Type.Optional(Type.String({ format: 'uuid' })),
      },
      { additionalProperties: false },
    ),
    response: Type.Object({ items: Type.Array(Message), next: nullable(Type.String()) }),
    async read(tx, { query }) {
      const rows = await listMessages(tx, {
        customerId: query.customer,
        source: query.journey && `journey:${query.journey}`,
        state: query.state,
        cursor: query.cursor,
        limit: query.limit + 1,
      });
      const items = rows.slice(0, query.limit);
      const people = await contactsOf(tx, [...new Set(items.map((m) => m.customerId))], 'email');
      return {
        items: items.map((row) => messageAnswer(row, people.get(row.customerId)?.fullName ?? null)),
        next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null,
      };
    },
  }),
];

const iso = (at: Date | null) => at?.toISOString() ?? null;

function messageAnswer(row: MessageRow, customerName: string | null) {
  return {
    ...row,
    customerName,
    why: row.reason && messageReasons[row.reason],
    dueAt: row.dueAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    sentAt: iso(row.sentAt),
    openedAt: iso(row.openedAt),
    clickedAt: iso(row.clickedAt),
    unsubscribedAt: iso(row.unsubscribedAt),
  };
}
