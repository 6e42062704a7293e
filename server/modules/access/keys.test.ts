import { expect, test } from 'vitest';
import { bareTenant, testDatabase } from '../../test/harness.ts';
import { testServer } from '../../test/server.ts';
import { issueKey, revokeKey } from './index.ts';

const { db } = await testDatabase();
const { app, elapse } = await testServer(db);
const tenant = await bareTenant(db);

test('a key opens what its scopes name and nothing else', async () => {
  const { key } = await db.tx(tenant, 'test', (tx) =>
    issueKey(tx, { name: 'POS', scopes: ['audit.read'] }),
  );
  const as = (url: string) => app.inject({ url, headers: { authorization: `Bearer ${key}` } });
  expect((await as('/v1/audit')).statusCode).toBe(200);
  expect((await as('/v1/keys')).statusCode).toBe(403);
  expect((await as('/v1/me')).json()).toMatchObject({
    user: null,
    business: { slug: tenant.slug },
  });
});
