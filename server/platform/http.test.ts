import { expect, test } from 'vitest';
import { testDatabase } from '../test/harness.ts';
import { testServer } from '../test/server.ts';

const { db } = await testDatabase();
const { app } = await testServer(db, { publicUrl: 'https://quen.example' });

test.each([
  ['an answer', '/healthz', 200],
  ['a refusal', '/v1/customers', 401],
  ['an address that leads nowhere', '/v1/nothing', 404],
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
