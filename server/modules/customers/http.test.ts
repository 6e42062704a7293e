import { describe, expect, it } from 'vitest';
import { sql } from '../../platform/db.ts';
import { bareTenant, testDatabase } from '../../test/harness.ts';
import { testServer } from '../../test/server.ts';
import { issueKey } from '../access/index.ts';
import { timelineOf } from '../timeline/index.ts';

const { db, clock } = await testDatabase();
const { app } = await testServer(db);

async function shop() {
  const tenant = await bareTenant(db);
  const { key } = await db.tx(tenant, 'staff:owner', (tx) =>
    issueKey(tx, { name: 'test', scopes: ['customers.read', 'customers.write'] }),
  );
  const call = async (method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object) => {
    const answer = await app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${key}` },
      ...(payload ? { payload } : {}),
    });
    return { status: answer.statusCode, body: answer.json() };
  };
  return { tenant, call };
}

describe('POST /v1/customers', () => {
  it('creates a customer with what is known, consents included', async () => {
    const { tenant, call } = await shop();
    const { status, body } = await call('POST', '/v1/customers', {
      fullName: 'Nguyễn Thị Hoa',
      phone: '0912 345 678',
      email: 'Hoa@Example.com',
      birthday: { day: 29, month: 2 },
      tags: ['VIP', ' VIP ', 'skincare'],
      attributes: { skin: 'oily', shoe_size: 37, newsletter: true, code: '0912' },
      externalIds: [{ source: 'pos', id: 'KH1' }],
      consents: [{ channel: 'email', purpose: 'marketing', granted: true, textVersion: 'v1' }],
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      fullName: 'Nguyễn Thị Hoa',
      phone: '+84912345678',
      email: 'hoa@example.com',
      birthday: { day: 29, month: 2, year: null },
      tags: ['VIP', 'skincare'],
      attributes: { skin: 'oily', shoe_size: 37, newsletter: true, code: '0912' },
      source: 'api',
      externalIds: [{ source: 'pos', id: 'KH1' }],
      consents: [{ channel: 'email', granted: true, method: 'api', textVersion: 'v1' }],
    });
    const told = await db.tx(tenant, 'system', (tx) => timelineOf(tx, body.id, { limit: 9 }));
    expect(told.map((t) => t.kind).toSorted()).toEqual(['consent.changed', 'customer.created']);
    expect(JSON.stringify(told)).not.toContain('Hoa');
  });

  it('names the customer whose phone or e-mail it is', async () => {
    const { call } = await shop();
    const first = await call('POST', '/v1/customers', { phone: '0912345678' });
    const second = await call('POST', '/v1/customers', { fullName: 'X', phone: '84912345678' });
    expect(second).toMatchObject({
      status: 409,
      body: { code: 'phone_taken', details: { customerId: first.body.id } },
    });
  });

  it.each([
    [{}, 'invalid_input'],
    [{ phone: '123' }, 'invalid_phone'],
    [{ email: 'nobody' }, 'invalid_email'],
    [{ fullName: 'A', birthday: { day: 31, month: 2 } }, 'invalid_input'],
    [{ fullName: 'A', birthday: { day: 29, month: 2, year: 2023 } }, 'invalid_input'],
    [{ fullName: 'A', isAdmin: true }, 'invalid_input'],
    [{ fullName: 'A', attributes: { list: [1] } }, 'invalid_input'],
    [{ fullName: 'A', attributes: { Key: 1 } }, 'invalid_input'],
    [{ fullName: 'A'.repeat(201) }, 'invalid_input'],
  ])('refuses %j with %s', async (payload, code) => {
    const { call } = await shop();
    expect((await call('POST', '/v1/customers', payload)).body.code).toBe(code);
  });
});

describe('PATCH /v1/customers/:id', () => {
  it('changes what is named, clears null, and audits without personal data', async () => {
    const { tenant, call } = await shop();
    const { body: made } = await call('POST', '/v1/customers', {
      fullName: 'Trần Văn Bảy',
      phone: '0912345678',
      attributes: { size: 'M', colour: 'red' },
      birthday: { day: 1, month: 2, year: 1990 },
    });
    const { status, body } = await call('PATCH', `/v1/customers/${made.id}`, {
      phone: '0987654321',
      birthday: null,
      tags: ['quen'],
      attributes: { size: null, colour: 'blue' },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      fullName: 'Trần Văn Bảy',
      phone: '+84987654321',
      birthday: null,
      tags: ['quen'],
      attributes: { colour: 'blue' },
    });
    const log = await db.tx(tenant, 'system', (tx) =>
      tx.rows(sql`select action, before, after from audit_log where tenant_id = ${tenant.id}`),
    );
    const entry = log.find((row) => row.action === 'customer.change');
    expect(entry).toMatchObject({
      before: { phone: '•', birthday: '•', tags: [] },
      after: { phone: '•', birthday: null, tags: ['quen'] },
    });
    expect(JSON.stringify(log)).not.toMatch(/Bảy|912345678|987654321/);
  });

  it('keeps the phone number unique when two customers want it at once', async () => {
    const { call } = await shop();
    const made = await Promise.all(
      ['A', 'B', 'C', 'D'].map((fullName) => call('POST', '/v1/customers', { fullName })),
    );
    const answers = await Promise.all(
      made.map(({ body }) => call('PATCH', `/v1/customers/${body.id}`, { phone: '0912345678' })),
    );
    expect(answers.map((a) => a.status).toSorted()).toEqual([200, 409, 409, 409]);
  });

  it("answers 404 for another business's customer", async () => {
    const [a, b] = [await shop(), await shop()];
    const { body } = await a.call('POST', '/v1/customers', { fullName: 'A' });
    expect((await b.call('PATCH', `/v1/customers/${body.id}`, { fullName: 'B' })).status).toBe(404);
  });
});

describe('consents of a customer', () => {
  it('are added to, and listed newest first', async () => {
    const { call } = await shop();
    const { body: made } = await call('POST', '/v1/customers', { fullName: 'A' });
    const url = `/v1/customers/${made.id}/consents`;
    const consent = { channel: 'sms', purpose: 'marketing' };
    expect((await call('POST', url, { ...consent, granted: true })).status).toBe(201);
    clock.advance(1000);
    await call('POST', url, { ...consent, granted: false, method: 'phone' });
    const { body } = await call('GET', url);
    expect(body.items.map((c: { granted: boolean }) => c.granted)).toEqual([false, true]);
  });
});
