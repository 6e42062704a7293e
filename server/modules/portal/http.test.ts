import { beforeAll, describe, expect, it } from 'vitest';
import type { Tenant } from '../../platform/db.ts';
import { businessWith, receipt } from '../../test/business.ts';
import { testDatabase } from '../../test/harness.ts';
import { testServer } from '../../test/server.ts';
import { openMemberSession } from '../access/index.ts';
import { postOrders } from '../posting/index.ts';

const { db } = await testDatabase();
const { app } = await testServer(db);
let tenant: Tenant;
let other: Tenant;

beforeAll(async () => {
  tenant = await businessWith(db);
  other = await businessWith(db);
});

/** A customer with one order, and the headers of their phone. */
async function member(business: Tenant, phone: string) {
  return db.tx(business, 'test', async (tx) => {
    const [outcome] = await postOrders(tx, [receipt({ customer: { phone }, total: 250_000 })]);
    if (outcome?.status !== 'posted') throw new Error('not posted');
    const { token } = await openMemberSession(tx, outcome.customerId as string, 'Phone');
    return {
      cookie: `quen_member_${business.slug}=${token}`,
      'x-quen-business': business.slug,
      'sec-fetch-site': 'same-origin',
    };
  });
}

const get = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'GET', url, headers });

describe('the public card of a business', () => {
  it('is open to anybody, and 404 where there is none', async () => {
    const answer = await get(`/v1/portal/${tenant.slug}`);
    expect(answer.statusCode).toBe(200);
    expect(answer.json().programme.earning).toHaveLength(1);
    expect((await get('/v1/portal/no-such-shop')).statusCode).toBe(404);
  });

  it('comes with a manifest that opens at its own address', async () => {
    const answer = await get(`/v1/portal/${tenant.slug}/manifest.webmanifest`);
    expect(answer.headers['content-type']).toMatch(/^application\/manifest\+json/);
    expect(answer.json()).toMatchObject({
      name: tenant.name,
      start_url: `/portal/${tenant.slug}`,
      display: 'standalone',
    });
  });
});

describe('what a member reads', () => {
  it('is theirs alone, in every list', async () => {
    const a = await member(tenant, '0901000011');
    const b = await member(tenant, '0901000012');
    const homes = await Promise.all([a, b].map((headers) => get('/v1/member/home', headers)));
    const [codeA, codeB] = homes.map((answer) => answer.json().card.code);
    expect(codeA).not.toBe(codeB);
    const { items } = (await get('/v1/member/history', b)).json();
    expect(items.filter((item: { kind: string }) => item.kind === 'order')).toHaveLength(1);
    expect((await get('/v1/member/vouchers', b)).json().usable).toEqual([]);
    expect((await get('/v1/member/profile', b)).json().phone).toBe('+84901000012');
  });

  it('is refused without a session, and with one of another business', async () => {
    expect((await get('/v1/member/home')).statusCode).toBe(401);
    const elsewhere = await member(other, '0901000013');
    const mixed = { ...elsewhere, 'x-quen-business': tenant.slug };
    expect((await get('/v1/member/home', mixed)).statusCode).toBe(401);
  });

  it('does not take a cursor it did not give', async () => {
    const headers = await member(tenant, '0901000014');
    const answer = await get('/v1/member/history?cursor=1%27--', headers);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().code).toBe('invalid_input');
  });
});

describe('what a member changes', () => {
  it('is their consent and their language, nothing else', async () => {
    const headers = await member(tenant, '0901000015');
    const patch = (url: string, payload: object) =>
      app.inject({ method: 'PATCH', url, headers, payload });
    const said = await patch('/v1/member/consents', {
      channel: 'zalo',
      purpose: 'marketing',
      granted: true,
    });
    expect(said.statusCode).toBe(200);
    expect(said.json().consents.filter((c: { granted: boolean }) => c.granted)).toHaveLength(1);
    const spoken = await patch('/v1/member/profile', { locale: 'en' });
    expect(spoken.json().locale).toBe('en');
    expect((await patch('/v1/member/profile', { phone: '0909090909' })).statusCode).toBe(400);
  });
});
