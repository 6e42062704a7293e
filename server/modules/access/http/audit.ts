import { Type } from 'typebox';
import { type AnyRoute, route } from '../../../platform/route.ts';
import { listAudit } from '../audit.ts';
import { Instant, Nullable } from './schemas.ts';

const Entry = Type.Object({
  id: Type.String({ format: 'uuid' }),
  at: Instant,
  actor: Type.String({ description: 'staff:…, key:… or system' }),
  actorName: Nullable(Type.String()),
  action: Type.String(),
  subject: Type.String(),
  before: Type.Unknown({ description: 'State before the change; null where there was none' }),
  after: Type.Unknown({ description: 'State after the change; null where there is none' }),
});

export const auditRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    url: '/v1/audit',
    access: 'audit.read',
    summary: 'What staff and keys changed, newest first',
    tag: 'Access',
    query: Type.Object({
      action: Type.Optional(Type.String({ maxLength: 80 })),
      subject: Type.Optional(Type.String({ maxLength: 200 })),
      actor: Type.Optional(Type.String({ maxLength: 200 })),
      limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
      cursor: Type.Optional(Type.String({ format: 'uuid' })),
    }),
    response: Type.Object({ items: Type.Array(Entry), next: Nullable(Type.String()) }),
    read: async (tx, { query }) => {
      const { items, next } = await listAudit(tx, query);
      return { items: items.map((item) => ({ ...item, at: item.at.toISOString() })), next };
    },
  }),
];
