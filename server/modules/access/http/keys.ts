import { keyScopes } from '@quen/contracts/permissions.ts';
import { Type } from 'typebox';
import { Answer, type AnyRoute, route } from '../../../platform/route.ts';
import { type ApiKey, issueKey, listKeys, revokeKey } from '../keys.ts';
import { Id, Instant, Nullable, PermissionName } from './schemas.ts';

const Key = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  prefix: Type.String({ description: 'How the key begins' }),
  scopes: Type.Array(PermissionName),
  createdBy: Type.String(),
  createdAt: Instant,
  lastUsedAt: Nullable(Instant),
  revokedAt: Nullable(Instant),
});

const toWire = (key: ApiKey) => ({
  ...key,
  createdAt: key.createdAt.toISOString(),
  lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  revokedAt: key.revokedAt?.toISOString() ?? null,
});

export const keyRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    url: '/v1/keys',
    access: 'keys.manage',
    summary: 'List API keys, without their secrets',
    tag: 'Access',
    response: Type.Object({ items: Type.Array(Key), next: Type.Null() }),
    read: async (tx) => ({ items: (await listKeys(tx)).map(toWire), next: null }),
  }),
  route({
    method: 'POST',
    url: '/v1/keys',
    access: 'keys.manage',
    summary: 'Create an API key',
    description:
      'The key is in this answer and nowhere else: only its hash is kept. It may do no more than whoever makes it.',
    tag: 'Access',
    body: Type.Object(
      {
        name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }),
        scopes: Type.Array(Type.Enum([...keyScopes]), {
          minItems: 1,
          maxItems: keyScopes.length,
        }),
      },
      { additionalProperties: false },
    ),
    status: 201,
    response: Type.Object({ key: Type.String(), record: Key }),
    // A stored answer to replay would keep the key in the database: no Idempotency-Key here.
    handle: async ({ body }, { db, tenant, caller }) => {
      const { key, record } = await db.tx(tenant, caller.actor, (tx) =>
        issueKey(tx, { ...body, within: caller.permissions }),
      );
      return new Answer(201, { key, record: toWire(record) }, { 'cache-control': 'no-store' });
    },
  }),
  route({
    method: 'DELETE',
    url: '/v1/keys/:id',
    access: 'keys.manage',
    summary: 'Revoke an API key: it stops working within a second',
    tag: 'Access',
    params: Id,
    response: null,
    write: async (tx, { params }) => {
      await revokeKey(tx, params.id);
      return undefined;
    },
  }),
];
