import { beforeEach, expect, test } from 'vitest';
import { sql, type Tenant } from '../../platform/db.ts';
import { bareTenant, testDatabase } from '../../test/harness.ts';
import { testServer } from '../../test/server.ts';
import { issueKey } from '../access/index.ts';
import { changeCustomer, createCustomer, customerById } from './profile.ts';
import { resolveCustomers } from './resolve.ts';
import { contactsOf, markEmailBounced } from './store/profile.ts';

const { db, clock } = await testDatabase();
const { app } = await testServer(db);

let tenant: Tenant;
let id: string;
const email = 'anh@mail.example';
const run = <T>(fn: Parameters<typeof db.tx<T>>[2]) => db.tx(tenant, 'staff:owner', fn);
const bouncedAt = async () => (await run((tx) => customerById(tx, id))).emailBouncedAt;
const bounce = (...addresses: string[]) => run((tx) => markEmailBounced(tx, id, addresses));

beforeEach(async () => {
  tenant = await bareTenant(db);
  id = (await run((tx) => createCustomer(tx, { email, phone: '0912345678' }))).id;
  await bounce('other@mail.example', email);
});

test('an address that bounced is marked once, for messages by e-mail only', async () => {
  expect(await bouncedAt()).toEqual(clock.now());
  expect(await bounce(email)).toBe(false);
  const bouncedBy = async (channel: 'email' | 'sms') =>
    (await run((tx) => contactsOf(tx, [id], channel))).get(id)?.bounced;
  expect([await bouncedBy('email'), await bouncedBy('sms')]).toEqual([true, false]);
});

test('another address is none of its business', async () => {
  await run((tx) => changeCustomer(tx, id, { email: 'moi@mail.example' }));
  expect(await bounce(email)).toBe(false);
  expect(await bouncedAt()).toBeNull();
});

test.each([
  ['a changed address clears it', { email: 'moi@mail.example' }, true],
  ['a removed address clears it', { email: null }, true],
  ['the same address again does not', { email: ' Anh@Mail.example ', fullName: 'Ánh' }, false],
  ['another field does not', { phone: '0912345679' }, false],
])('%s', async (_name, change, clears) => {
  await run((tx) => changeCustomer(tx, id, change));
  expect((await bouncedAt()) === null).toBe(clears);
});

test('an address learnt from a till or a file is new, and the one that bounced stays marked', async () => {
  await run((tx) => changeCustomer(tx, id, { email: null }));
  const ref = { phone: '0912345678', email: 'moi@mail.example' };
  await run((tx) => resolveCustomers(tx, [ref]));
  expect((await run((tx) => customerById(tx, id))).email).toBe('moi@mail.example');
  expect(await bouncedAt()).toBeNull();
  await bounce('moi@mail.example');
  await run((tx) => resolveCustomers(tx, [ref]));
  expect(await bouncedAt()).not.toBeNull();
});

test('staff let mail go there again; it is on record, once', async () => {
  const { key } = await run((tx) => issueKey(tx, { name: 'test', scopes: ['customers.write'] }));
  const retry = (customer: string) =>
    app.inject({
      method: 'DELETE',
      url: `/v1/customers/${customer}/email-bounce`,
      headers: { authorization: `Bearer ${key}` },
    });
  expect((await retry(id)).statusCode).toBe(204);
  expect((await retry(id)).statusCode).toBe(204);
  expect(await bouncedAt()).toBeNull();
  expect((await retry(crypto.randomUUID())).statusCode).toBe(404);
  const entries = await run((tx) =>
    tx.rows(sql`select action, subject, before from audit_log
                where tenant_id = ${tenant.id} and action = 'customer.retry_email'`),
  );
  expect(entries).toEqual([
    {
      action: 'customer.retry_email',
      subject: `customer:${id}`,
      before: { emailBouncedAt: clock.now().toISOString() },
    },
  ]);
});
