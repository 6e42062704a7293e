import { expect, test } from 'vitest';
import { testDatabase } from '../test/harness.ts';
import { testServer } from '../test/server.ts';

const { db } = await testDatabase();
const { app } = await testServer(db, { publicUrl: 'https://quen.example' });

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
