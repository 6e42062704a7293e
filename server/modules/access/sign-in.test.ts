import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { bareTenant, testDatabase } from '../../test/harness.ts';
import { signInAs, testServer } from '../../test/server.ts';
import { createOwner } from './index.ts';

const { db, clock } = await testDatabase();
const { app } = await testServer(db);
const tenant = await bareTenant(db);

let made = 0;
async function owner() {
  const email = `chu${++made}@mail.example`;
  const { member, password } = await createOwner(db, tenant, { email, name: 'Chủ Quán' });
  return { email, password: password as string, id: member.id };
}

const ours = { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000' };
let addresses = 0;
const address = () => `10.1.${(++addresses >> 8) & 255}.${addresses & 255}`;

const auth = (path: string, payload?: object, headers: Record<string, string> = {}) =>
  app.inject({
    method: payload ? 'POST' : 'GET',
    url: `/api/auth${path}`,
    remoteAddress: address(),
    headers: { ...ours, ...headers },
    ...(payload ? { payload } : {}),
  });

const me = (headers: Record<string, string>) => app.inject({ url: '/v1/me', headers });

/** RFC 6238 with the usual 30 seconds, SHA-1 and six digits. */
function totp(base32: string, at = Date.now()): string {
  const bits = [...base32]
    .map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = (mac.at(-1) as number) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

test('an owner signs in with the password made for them, and out again', async () => {
  const { email, password, id } = await owner();
  const headers = await signInAs(app, email.toUpperCase(), password);
  expect((await me(headers)).json()).toMatchObject({
    user: { id, name: 'Chủ Quán', email, twoFactor: false },
    businesses: [{ slug: tenant.slug, role: 'owner' }],
    business: { slug: tenant.slug, role: 'owner', currency: 'VND' },
  });
  const out = await auth('/sign-out', {}, { ...headers, ...ours });
  expect(out.statusCode).toBe(200);
  expect((await me(headers)).statusCode).toBe(401);
});

test('the session cookie is ours by name and out of reach of scripts', async () => {
  const { email, password } = await owner();
  const answer = await auth('/sign-in/email', { email, password });
  const cookie = answer.cookies.find((c) => c.name === 'quen.session_token');
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  const secure = await testServer(db, { publicUrl: 'https://quen.example' });
  const https = await secure.app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    headers: { 'sec-fetch-site': 'same-origin', origin: 'https://quen.example' },
    payload: { email, password },
  });
  const token = https.cookies.find((c) => c.name === '__Secure-quen.session_token');
  expect(token).toMatchObject({ httpOnly: true, secure: true });
  const headers = { cookie: `${token?.name}=${encodeURIComponent(token?.value ?? '')}` };
  expect((await secure.app.inject({ url: '/v1/me', headers })).statusCode).toBe(200);
});

test('nobody signs up, and nothing of the library is open that is not meant to be', async () => {
  const stranger = { email: 'la@mail.example', password: 'a-long-password', name: 'Lạ' };
  expect((await auth('/sign-up/email', stranger)).statusCode).toBe(404);
  expect((await auth('/update-user', { name: 'x' })).statusCode).toBe(404);
  expect((await auth('/sign-in/social', { provider: 'github' })).statusCode).toBe(404);
  expect((await auth('/sign-in/email/../../sign-up/email', stranger)).statusCode).toBe(404);
});

test('a wrong password and an unknown e-mail are answered alike', async () => {
  const { email } = await owner();
  const wrong = await auth('/sign-in/email', { email, password: 'not-the-password' });
  const unknown = await auth('/sign-in/email', {
    email: 'ai-do@mail.example',
    password: 'not-the-password',
  });
  expect(wrong.statusCode).toBe(401);
  expect([unknown.statusCode, unknown.body]).toEqual([wrong.statusCode, wrong.body]);
});

test('an account takes ten tries in ten minutes, from wherever they come, however parallel', async () => {
  const { email, password } = await owner();
  const guess = () => auth('/sign-in/email', { email, password: 'not-the-password' });
  const statuses = (await Promise.all(Array.from({ length: 25 }, guess))).map((g) => g.statusCode);
  expect(statuses.filter((status) => status === 401)).toHaveLength(10);
  expect(statuses.filter((status) => status === 429)).toHaveLength(15);
  expect((await auth('/sign-in/email', { email, password })).statusCode).toBe(429);
  clock.advance(10 * 60_000);
  expect((await auth('/sign-in/email', { email, password })).statusCode).toBe(200);
});

test('signing in forgets the failures before it', async () => {
  const { email, password } = await owner();
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < 9; i++) await auth('/sign-in/email', { email, password: 'wrong-password' });
    expect((await auth('/sign-in/email', { email, password })).statusCode).toBe(200);
  }
});

test('one address takes 20 tries a minute, whatever it claims to be', async () => {
  const from = (n: number) =>
    app.inject({
      method: 'POST',
      url: '/api/auth/sign-in/email',
      remoteAddress: '203.0.113.7',
      headers: {
        ...ours,
        'x-forwarded-for': `198.51.100.${n}`,
        'x-quen-address': `198.51.100.${n}`,
        cookie: `n=${n}`,
      },
      payload: { email: `nguoi${n}@mail.example`, password: 'not-the-password' },
    });
  const statuses = [];
  for (let n = 0; n < 21; n++) statuses.push((await from(n)).statusCode);
  expect(statuses.slice(0, 20).every((status) => status === 401)).toBe(true);
  expect(statuses[20]).toBe(429);
});

test('behind a proxy the address is what the proxy saw, not what the client wrote', async () => {
  const proxied = await testServer(db, { trustProxy: true });
  const from = (n: number) =>
    proxied.app.inject({
      method: 'POST',
      url: '/api/auth/sign-in/email',
      remoteAddress: '10.9.9.9',
      headers: { ...ours, 'x-forwarded-for': `198.51.100.${n}, 203.0.113.8` },
      payload: { email: `sau-proxy${n}@mail.example`, password: 'not-the-password' },
    });
  const statuses = [];
  for (let n = 0; n < 21; n++) statuses.push((await from(n)).statusCode);
  expect(statuses.at(-1)).toBe(429);
});

test('with TOTP on, the password alone opens nothing', async () => {
  const { email, password } = await owner();
  const headers = { ...(await signInAs(app, email, password)), ...ours };
  const enabled = await auth('/two-factor/enable', { password }, headers);
  const secret = new URL(enabled.json().totpURI).searchParams.get('secret') as string;
  expect(enabled.json().totpURI).toContain('issuer=Quen');
  const confirmed = await auth('/two-factor/verify-totp', { code: totp(secret) }, headers);
  expect(confirmed.statusCode).toBe(200);

  const first = await auth('/sign-in/email', { email, password });
  expect(first.json()).toMatchObject({ twoFactorRedirect: true });
  const half = first.cookies
    .filter((c) => c.value !== '')
    .map((c) => `${c.name}=${encodeURIComponent(c.value)}`)
    .join('; ');
  expect((await me({ cookie: half })).statusCode).toBe(401);
  const guess = await auth('/two-factor/verify-totp', { code: '000000' }, { cookie: half });
  expect(guess.statusCode).toBe(401);
  const second = await auth('/two-factor/verify-totp', { code: totp(secret) }, { cookie: half });
  expect(second.statusCode).toBe(200);
  const whole = second.cookies.map((c) => `${c.name}=${encodeURIComponent(c.value)}`).join('; ');
  expect((await me({ cookie: whole })).json()).toMatchObject({ user: { email, twoFactor: true } });
});

test('other sites can neither sign people in nor act for them', async () => {
  const { email, password } = await owner();
  const evil = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
  const login = await auth('/sign-in/email', { email, password }, evil);
  expect(login.statusCode).toBe(403);
  const headers = await signInAs(app, email, password);
  const change = (extra: Record<string, string>) =>
    app.inject({
      method: 'POST',
      url: '/v1/stores',
      headers: { cookie: headers.cookie as string, ...extra },
      payload: { code: 'Q1', name: 'Quận 1' },
    });
  expect((await change(evil)).json()).toMatchObject({ status: 403, code: 'cross_site' });
  expect((await change({ origin: 'https://evil.example' })).statusCode).toBe(403);
  expect((await change({})).statusCode).toBe(403);
  expect((await change(ours)).statusCode).toBe(201);
});

test('a page under another name of this server may sign in', async () => {
  const { email, password } = await owner();
  const proxied = { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:5173' };
  expect((await auth('/sign-in/email', { email, password }, proxied)).statusCode).toBe(200);
});

test('changing the password ends what the old one opened elsewhere', async () => {
  const { email, password } = await owner();
  const elsewhere = await signInAs(app, email, password);
  const here = { ...(await signInAs(app, email, password)), ...ours };
  const changed = await auth(
    '/change-password',
    { currentPassword: password, newPassword: 'mot-mat-khau-moi', revokeOtherSessions: true },
    here,
  );
  expect(changed.statusCode).toBe(200);
  expect((await me(elsewhere)).statusCode).toBe(401);
  expect((await auth('/sign-in/email', { email, password })).statusCode).toBe(401);
});
