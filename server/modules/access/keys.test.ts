import { expect, test } from 'vitest';
import { sql, type Tenant } from '../../platform/db.ts';
import { bareTenant, testDatabase } from '../../test/harness.ts';
import { testServer } from '../../test/server.ts';
import { issueKey, listKeys, revokeKey } from './index.ts';

const { db, clock } = await testDatabase();
const { app, elapse } = await testServer(db);
const tenant = await bareTenant(db);

const issue = (of: Tenant = tenant) =>
  db.tx(of, 'staff:tester', (tx) => issueKey(tx, { name: 'POS', scopes: ['audit.read'] }));

const secretOf = (key: string) => key.slice(`qk_${tenant.id}_`.length);

const as = (key: string, url = '/v1/audit', headers: Record<string, string> = {}) =>
  app.inject({ url, headers: { authorization: `Bearer ${key}`, ...headers } });

test('a key opens what its scopes name and nothing else', async () => {
  const { key } = await issue();
  expect(key).toMatch(new RegExp(`^qk_${tenant.id}_[A-Za-z0-9_-]{43}$`));
  expect((await as(key)).statusCode).toBe(200);
  expect((await as(key, '/v1/keys')).json()).toMatchObject({
    code: 'forbidden',
    details: { permission: 'keys.manage' },
  });
  expect((await as(key, '/v1/me')).json()).toMatchObject({
    user: null,
    business: { slug: tenant.slug, permissions: ['audit.read'] },
  });
});

test('the secret is nowhere in the database', async () => {
  // Several, since a secret may itself contain the separator.
  const keys = await Promise.all(Array.from({ length: 20 }, () => issue()));
  const ends = keys.map(({ key }) => secretOf(key).slice(4, 20));
  const found = await db.tx(tenant, 'test', (tx) =>
    tx.rows(sql`
      select r from (
        select to_jsonb(k)::text from api_keys k union all select to_jsonb(a)::text from audit_log a
      ) as rows (r), unnest(${ends}::text[]) as secret
      where position(secret in r) > 0`),
  );
  expect(found).toEqual([]);
});

test('a revoked key is dead within a second, also where it was just looked up', async () => {
  const { key, record } = await issue();
  expect((await as(key)).statusCode).toBe(200);
  await db.tx(tenant, 'staff:tester', (tx) => revokeKey(tx, record.id));
  elapse(1000);
  expect((await as(key)).statusCode).toBe(401);
});

test('a busy key is looked up once a second, not once a request', async () => {
  const { key } = await issue();
  let borrowed = 0;
  const count = () => {
    borrowed += 1;
  };
  db.pool.on('acquire', count);
  await Promise.all(Array.from({ length: 100 }, () => as(key, '/v1/me')));
  db.pool.off('acquire', count);
  expect(borrowed).toBe(1);
});

test('use is noted at most once a minute', async () => {
  const { key, record } = await issue();
  const lastUsed = async () =>
    (await db.tx(tenant, 'test', listKeys)).find((k) => k.id === record.id)?.lastUsedAt;
  const use = async () => {
    elapse(1000);
    await as(key);
    return lastUsed();
  };
  const first = clock.now();
  expect(await use()).toEqual(first);
  clock.advance(59_000);
  expect(await use()).toEqual(first);
  clock.advance(2_000);
  expect(await use()).toEqual(clock.now());
});

test('what is no key of ours is answered alike', async () => {
  const { key } = await issue();
  const other = await bareTenant(db);
  const secret = secretOf(key);
  for (const wrong of [
    'nonsense',
    `qk_${tenant.id}_short`,
    `qk_${tenant.id}_${'A'.repeat(43)}`,
    `qk_${other.id}_${secret}`,
    `qk_99999999_${secret}`,
    `qk_999999999999_${secret}`,
    `qk_0_${secret}`,
    `${key}A`,
    "qk_1_' or 1=1 --",
  ]) {
    expect((await as(wrong)).json()).toMatchObject({ status: 401, code: 'unauthenticated' });
  }
  const plain = await app.inject({ url: '/v1/audit', headers: { authorization: key } });
  expect(plain.statusCode).toBe(401);
});

test('a key speaks for its own business only', async () => {
  const { key } = await issue();
  const other = await bareTenant(db);
  const at = async (slug: string) =>
    (await as(key, '/v1/audit', { 'x-quen-business': slug })).statusCode;
  expect(await at(tenant.slug)).toBe(200);
  expect(await at(other.slug)).toBe(404);
});

test('managing people, keys and settings is not for keys', async () => {
  for (const scope of ['staff.manage', 'keys.manage', 'settings.write'] as const) {
    await expect(
      db.tx(tenant, 'test', (tx) => issueKey(tx, { name: 'x', scopes: [scope] })),
    ).rejects.toMatchObject({ code: 'invalid_input' });
  }
});

test('creating and revoking is on record, and revoking twice changes nothing', async () => {
  const { record } = await issue();
  await db.tx(tenant, 'staff:tester', (tx) => revokeKey(tx, record.id));
  clock.advance(60_000);
  await db.tx(tenant, 'staff:tester', (tx) => revokeKey(tx, record.id));
  const trail = await db.tx(tenant, 'test', (tx) =>
    tx.rows(
      sql`select action, actor from audit_log where subject = ${`key:${record.id}`} order by id`,
    ),
  );
  expect(trail).toEqual([
    { action: 'key.create', actor: 'staff:tester' },
    { action: 'key.revoke', actor: 'staff:tester' },
  ]);
});
