import type { AddressInfo } from 'node:net';
import { createClient, QuenError } from '@quen/client';
import { expect, test } from 'vitest';
import { issueKey } from '../modules/access/index.ts';
import { bareTenant, testDatabase } from './harness.ts';
import { testServer } from './server.ts';

/** The client that is generated from the routes, against the server that has them. */
const { db } = await testDatabase();
const { app } = await testServer(db);
await app.listen({ port: 0, host: '127.0.0.1' });
const baseUrl = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
const tenant = await bareTenant(db);
const { key } = await db.tx(tenant, 'test', (tx) =>
  issueKey(tx, { name: 'Client', scopes: ['audit.read', 'customers.write'] }),
);
const client = createClient({ baseUrl, key });

const refusal = (work: Promise<unknown>): Promise<QuenError> =>
  work.then(
    () => Promise.reject(new Error('was not refused')),
    (error: QuenError) => error,
  );

test('an answer is its body', async () => {
  const me = await client.get('/v1/me');
  expect(me.business?.slug).toBe(tenant.slug);
  const { items } = await client.get('/v1/audit', { params: { query: { limit: 1 } } });
  expect(items).toHaveLength(1);
});

test('a refusal is an error with a code and words in both languages', async () => {
  const error = await refusal(client.get('/v1/keys'));
  expect(error).toBeInstanceOf(QuenError);
  expect(error).toMatchObject({
    code: 'forbidden',
    status: 403,
    details: { permission: 'keys.manage' },
    text: {
      vi: expect.stringContaining('keys.manage'),
      en: expect.stringContaining('keys.manage'),
    },
  });
});

test('the business is named by the header', async () => {
  const elsewhere = createClient({ baseUrl, key, business: () => 'no-such-shop' });
  expect(await refusal(elsewhere.get('/v1/me'))).toMatchObject({ code: 'not_found', status: 404 });
});

test('a server that is not there is an error of the same kind', async () => {
  const nowhere = createClient({ baseUrl: 'http://127.0.0.1:1', key });
  expect(await refusal(nowhere.get('/v1/me'))).toMatchObject({ code: 'unreachable', status: 0 });
});

test('an aborted request is told apart', async () => {
  const error = await refusal(client.get('/v1/me', { signal: AbortSignal.abort() }));
  expect(error.name).toBe('AbortError');
});
