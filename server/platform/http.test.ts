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
