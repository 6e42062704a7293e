import pino from 'pino';
import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { testDatabase } from '../test/harness.ts';
import { testServer } from '../test/server.ts';
import { buildHttp } from './http.ts';
import { type Caller, route } from './route.ts';

const { db } = await testDatabase();
const { app, config } = await testServer(db, { publicUrl: 'https://quen.example' });

const anybody: Caller = {
  kind: 'anonymous',
  id: '',
  actor: 'anonymous',
  tenant: undefined,
  permissions: new Set(),
  customerId: '',
};

test('data may not be read as a page, nor framed', async () => {
  const { statusCode, headers } = await app.inject({ url: '/v1/customers' });
  expect(statusCode).toBe(401);
  expect(headers).toMatchObject({
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'strict-transport-security': expect.stringContaining('max-age='),
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

test.each([
  ['an answer', '/healthz', 200],
  ['a page', '/docs', 200],
])('%s carries the security headers and its request id', async (_, url, status) => {
  const answer = await app.inject({ url });
  expect(answer.statusCode).toBe(status);
  expect(answer.headers).toMatchObject({
    'content-security-policy': expect.stringContaining("default-src 'self'"),
    'strict-transport-security': expect.stringContaining('max-age='),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
    'referrer-policy': 'same-origin',
    'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  const again = await app.inject({ url });
  expect(again.headers['x-request-id']).not.toBe(answer.headers['x-request-id']);
});

test('a route turns a caller away beyond its limit, and says when to come again', async () => {
  const rare = route({
    method: 'GET',
    url: '/v1/rare',
    access: 'public',
    tag: 'Tests',
    summary: 'Twice a minute.',
    response: Type.Object({ ok: Type.Boolean() }),
    perMinute: 2,
    handle: async () => ({ ok: true }),
  });
  const limited = await buildHttp({
    db,
    config,
    log: pino({ level: 'silent' }),
    routes: [rare],
    authenticate: async () => anybody,
    checkAnswers: true,
  });
  const answers = [];
  for (let i = 0; i < 3; i++) answers.push(await limited.inject({ url: '/v1/rare' }));
  expect(answers.map((a) => a.statusCode)).toEqual([200, 200, 429]);
  expect(answers[2]?.headers['retry-after']).toMatch(/^\d+$/);
  expect(answers[2]?.json()).toMatchObject({ code: 'too_many_requests' });
  await limited.close();
});

test('what is wrong with a request is said to people in words, to programs by its place', async () => {
  const form = route({
    method: 'POST',
    url: '/v1/form',
    access: 'public',
    tag: 'Tests',
    summary: 'Takes a few fields.',
    body: Type.Object(
      {
        fullName: Type.String({ minLength: 1, maxLength: 2000 }),
        settings: Type.Object({ website: Type.Optional(Type.String({ pattern: '^https://' })) }),
      },
      { additionalProperties: false },
    ),
    response: null,
    handle: async () => undefined,
  });
  const asked = await buildHttp({
    db,
    config,
    log: pino({ level: 'silent' }),
    routes: [form],
    authenticate: async () => anybody,
    checkAnswers: true,
  });
  const refusal = async (payload: object | string) =>
    (
      await asked.inject({
        method: 'POST',
        url: '/v1/form',
        headers: { 'content-type': 'application/json' },
        payload,
      })
    ).json();
  expect(await refusal({ fullName: 'A', settings: { website: 'gio.vn' } })).toMatchObject({
    status: 400,
    code: 'invalid_input',
    detail: '“Website” has the wrong form.',
    message: { vi: '“Trang web” chưa đúng dạng.', en: '“Website” has the wrong form.' },
    details: { path: '/settings/website', problem: expect.stringContaining('pattern') },
  });
  const said = async (payload: object | string) => (await refusal(payload)).message;
  expect(await said({ settings: {} })).toEqual({
    vi: '“Họ tên” còn thiếu.',
    en: '“Full name” is missing.',
  });
  expect(await said({ fullName: 'x'.repeat(2001), settings: {} })).toEqual({
    vi: '“Họ tên” dài quá 2.000 ký tự.',
    en: '“Full name” is longer than 2,000 characters.',
  });
  expect(await said({ fullName: 'A', settings: {}, admin: true })).toEqual({
    vi: '“admin” không dùng ở đây.',
    en: '“admin” does not belong here.',
  });
  expect((await said('{')).vi).toBe('Không đọc được dữ liệu gửi lên.');
  await asked.close();
});
