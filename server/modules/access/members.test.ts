import { expect, test } from 'vitest';
import { sql, type Tenant } from '../../platform/db.ts';
import { bareTenant, testDatabase } from '../../test/harness.ts';
import { testMailbox } from '../../test/mailbox.ts';
import { testServer } from '../../test/server.ts';
import { resolveCustomers } from '../customers/index.ts';

const { db, clock } = await testDatabase();
const { app, logged } = await testServer(db, { environment: 'development', logLevel: 'info' });
const tenant = await bareTenant(db);

let made = 0;
/** A customer of the shop with a phone of their own. */
async function member(of: Tenant = tenant, email?: string) {
  const phone = `+8490${String(1_000_000 + ++made)}`;
  const [customer] = await db.tx(of, 'test', (tx) =>
    resolveCustomers(tx, [{ phone, ...(email ? { email } : {}) }]),
  );
  return { phone, id: (customer as { id: string }).id };
}

let addresses = 0;
/** A network address nobody has used: the limit by address is not what these tests are about. */
const address = () =>
  `10.${(++addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`;

const ask = (destination: string, slug = tenant.slug) =>
  app.inject({
    method: 'POST',
    url: `/v1/portal/${slug}/codes`,
    remoteAddress: address(),
    payload: { destination },
  });

const answerWith = (attempt: string, code: string, slug = tenant.slug) =>
  app.inject({
    method: 'POST',
    url: `/v1/portal/${slug}/sessions`,
    remoteAddress: address(),
    payload: { attempt, code },
  });

const codeOf = (attempt: string) =>
  logged.find((line) => line.attempt === attempt)?.code as string | undefined;

async function codeFor(destination: string, slug = tenant.slug) {
  const answer = await ask(destination, slug);
  expect(answer.statusCode).toBe(200);
  const { attempt } = answer.json();
  return { attempt, code: codeOf(attempt) as string };
}

const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

/** Signs in; the headers the member's browser would send after. */
async function signedIn(destination: string, slug = tenant.slug) {
  const { attempt, code } = await codeFor(destination, slug);
  const answer = await answerWith(attempt, code, slug);
  expect(answer.statusCode).toBe(201);
  const { name, value } = answer.cookies[0] as { name: string; value: string };
  return { cookie: `${name}=${value}`, 'sec-fetch-site': 'same-origin' };
}

test('a member signs in with the code sent to them, sees the session and signs out', async () => {
  const { phone } = await member();
  const headers = await signedIn(phone.replace('+84', '0'));
  const sessions = await app.inject({ url: '/v1/member/sessions', headers });
  expect(sessions.json().items).toMatchObject([{ current: true }]);
  const out = await app.inject({ method: 'POST', url: '/v1/member/sign-out', headers });
  expect(out.statusCode).toBe(204);
  expect((await app.inject({ url: '/v1/member/sessions', headers })).statusCode).toBe(401);
});

test('the cookie is out of reach of scripts and of other sites', async () => {
  const { phone } = await member();
  const { attempt, code } = await codeFor(phone);
  const [cookie] = (await answerWith(attempt, code)).cookies;
  expect(cookie).toMatchObject({
    name: `quen_member_${tenant.slug}`,
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
  });
});

test('an unknown destination gets the same answer and no code', async () => {
  const { phone } = await member();
  const known = await ask(phone);
  const unknown = await ask('0987654321');
  const shape = (answer: typeof known) => [answer.statusCode, Object.keys(answer.json())];
  expect(shape(unknown)).toEqual(shape(known));
  expect(codeOf(known.json().attempt)).toMatch(/^\d{6}$/);
  expect(codeOf(unknown.json().attempt)).toBeUndefined();
});

test('of 100 parallel guesses at most 5 are weighed, and the right one comes too late', async () => {
  const { phone } = await member();
  const { attempt, code } = await codeFor(phone);
  const guesses = await Promise.all(
    Array.from({ length: 100 }, () => answerWith(attempt, wrong(code))),
  );
  expect(new Set(guesses.map((g) => g.statusCode))).toEqual(new Set([401]));
  const row = await db.tx(tenant, 'test', (tx) =>
    tx.one<{ tries: number }>(sql`select tries from member_codes where id = ${attempt}`),
  );
  expect(row?.tries).toBe(5);
  expect((await answerWith(attempt, code)).statusCode).toBe(401);
});

test('the right code sent 50 times at once opens one session', async () => {
  const { phone, id } = await member();
  const { attempt, code } = await codeFor(phone);
  const answers = await Promise.all(Array.from({ length: 50 }, () => answerWith(attempt, code)));
  expect(answers.filter((a) => a.statusCode === 201)).toHaveLength(1);
  const sessions = await db.tx(tenant, 'test', (tx) =>
    tx.rows(sql`select id from member_sessions where customer_id = ${id}`),
  );
  expect(sessions).toHaveLength(1);
});

test('a code is bound to its attempt and its business', async () => {
  const [one, two] = [await member(), await member()];
  const first = await codeFor(one.phone);
  const second = await codeFor(two.phone);
  if (first.code !== second.code) {
    expect((await answerWith(first.attempt, second.code)).statusCode).toBe(401);
  }
  const other = await bareTenant(db);
  expect((await answerWith(first.attempt, first.code, other.slug)).statusCode).toBe(401);
  expect((await answerWith(first.attempt, first.code)).statusCode).toBe(201);
});

test('a code lives for ten minutes', async () => {
  const [early, late] = [await member(), await member()];
  const inTime = await codeFor(early.phone);
  const tooLate = await codeFor(late.phone);
  clock.advance(10 * 60_000 - 1);
  expect((await answerWith(inTime.attempt, inTime.code)).statusCode).toBe(201);
  clock.advance(1);
  expect((await answerWith(tooLate.attempt, tooLate.code)).statusCode).toBe(401);
});

test.each(['known', 'unknown'])(
  'a %s destination is sent at most 5 codes in ten minutes and 10 a day, however many ask at once',
  async (kind) => {
    const destination = kind === 'known' ? (await member()).phone : '+84987000111';
    const statuses = async (count: number) =>
      (await Promise.all(Array.from({ length: count }, () => ask(destination))))
        .map((answer) => answer.statusCode)
        .sort();
    expect(await statuses(8)).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
    expect((await ask(destination)).json().details.retryAfterSeconds).toBe(600);
    clock.advance(10 * 60_000);
    expect(await statuses(5)).toEqual([200, 200, 200, 200, 200]);
    clock.advance(10 * 60_000);
    expect(await statuses(1)).toEqual([429]);
    clock.advance(86_400_000);
    expect(await statuses(1)).toEqual([200]);
  },
);

test('phone and e-mail of one member share the daily 10, and nothing tells that they do', async () => {
  const { phone } = await member(tenant, 'hai@mail.example');
  for (let i = 0; i < 10; i++) {
    await ask(phone);
    clock.advance(3 * 60_000);
  }
  const answer = await ask('hai@mail.example');
  expect(answer.statusCode).toBe(200);
  expect(codeOf(answer.json().attempt)).toBeUndefined();
});

test('one address cannot ask for ever', async () => {
  const from = (n: number) =>
    app.inject({
      method: 'POST',
      url: `/v1/portal/${tenant.slug}/codes`,
      remoteAddress: '203.0.113.9',
      headers: { 'x-forwarded-for': `198.51.100.${n % 250}`, cookie: `n=${n}` },
      payload: { destination: `09870${String(n).padStart(5, '0')}` },
    });
  const statuses = [];
  for (let n = 0; n < 61; n++) statuses.push((await from(n)).statusCode);
  expect(statuses.slice(0, 60).every((status) => status === 200)).toBe(true);
  expect(statuses[60]).toBe(429);
});

test('a session in use lives on; 90 days unused it ends', async () => {
  const { phone } = await member();
  const headers = await signedIn(phone);
  const look = async () => (await app.inject({ url: '/v1/member/sessions', headers })).statusCode;
  clock.advance(89 * 86_400_000);
  expect(await look()).toBe(200);
  clock.advance(89 * 86_400_000);
  expect(await look()).toBe(200);
  clock.advance(90 * 86_400_000);
  expect(await look()).toBe(401);
});

test('a member ends other sessions, and only their own', async () => {
  const [one, two] = [await member(), await member()];
  const [here, there, stranger] = [
    await signedIn(one.phone),
    await signedIn(one.phone),
    await signedIn(two.phone),
  ];
  const sessionsOf = async (headers: Record<string, string>) =>
    (await app.inject({ url: '/v1/member/sessions', headers })).json().items;
  const strangers = await sessionsOf(stranger);
  const drop = (id: string) =>
    app.inject({ method: 'DELETE', url: `/v1/member/sessions/${id}`, headers: here });
  expect((await drop(strangers[0].id)).statusCode).toBe(404);
  expect(await sessionsOf(stranger)).toHaveLength(1);
  await app.inject({ method: 'DELETE', url: '/v1/member/sessions', headers: here });
  expect(await sessionsOf(here)).toMatchObject([{ current: true }]);
  expect((await app.inject({ url: '/v1/member/sessions', headers: there })).statusCode).toBe(401);
});

test('each business has a session of its own in one browser', async () => {
  const other = await bareTenant(db);
  const [here, there] = [await member(), await member(other)];
  const cookie = [
    (await signedIn(here.phone)).cookie,
    (await signedIn(there.phone, other.slug)).cookie,
  ].join('; ');
  const at = (slug?: string) =>
    app.inject({
      url: '/v1/member/sessions',
      headers: { cookie, ...(slug ? { 'x-quen-business': slug } : {}) },
    });
  expect((await at(tenant.slug)).statusCode).toBe(200);
  expect((await at(other.slug)).statusCode).toBe(200);
  expect((await at()).statusCode).toBe(401);
  expect((await at('no-such-shop')).statusCode).toBe(401);
});

test('a change sent by another site is refused', async () => {
  const { phone } = await member();
  const { cookie } = await signedIn(phone);
  const from = (headers: Record<string, string>) =>
    app.inject({ method: 'POST', url: '/v1/member/sign-out', headers: { cookie, ...headers } });
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    {},
  ]) {
    expect((await from(headers)).json()).toMatchObject({ status: 403, code: 'cross_site' });
  }
  expect((await from({ origin: 'http://localhost:3000' })).statusCode).toBe(204);
});

test('a code goes by e-mail, and never into the log, where a mail server is set', async () => {
  const mailbox = await testMailbox();
  const mailing = await testServer(db, {
    environment: 'production',
    logLevel: 'info',
    smtpUrl: mailbox.url,
  });
  const { phone } = await member(tenant, 'ba@mail.example');
  const request = (destination: string) =>
    mailing.app.inject({
      method: 'POST',
      url: `/v1/portal/${tenant.slug}/codes`,
      remoteAddress: address(),
      payload: { destination },
    });
  const { attempt } = (await request('BA@mail.example')).json();
  await expect.poll(() => mailbox.mailsTo('ba@mail.example')).toHaveLength(1);
  const code = /\b\d{6}\b/.exec(mailbox.mailsTo('ba@mail.example')[0]?.text ?? '')?.[0] as string;
  await request(phone);
  expect(JSON.stringify(mailing.logged)).not.toMatch(
    new RegExp(`${code}|ba@mail|${phone.slice(1)}`),
  );
  expect((await answerWith(attempt, code)).statusCode).toBe(201);
});
