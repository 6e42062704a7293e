import pino from 'pino';
import { Type } from 'typebox';
import { afterAll, expect, test } from 'vitest';
import { readConfig } from '../main/config.ts';
import { testDatabase } from '../test/harness.ts';
import { buildHttp } from './http.ts';
import { type AnyRoute, route } from './route.ts';

const { db } = await testDatabase();

const answering = (url: string, body: unknown): AnyRoute =>
  route({
    method: 'GET',
    url,
    access: 'public',
    summary: 'For this test',
    tag: 'Test',
    response: Type.Object({ name: Type.String(), rule: Type.Optional(Type.Object({})) }),
    handle: async () => body as { name: string },
  });

const app = await buildHttp({
  db,
  config: readConfig({ QUEN_ENV: 'test', QUEN_SECRET: 'only-for-tests-'.repeat(4) }),
  log: pino({ level: 'silent' }),
  routes: [
    answering('/right', { name: 'a' }),
    answering('/wrong', { name: 1 }),
    answering('/more', { name: 'a', rule: { per: 10_000 } }),
  ],
  authenticate: async () => ({}) as never,
  checkAnswers: true,
});
afterAll(() => app.close());

test('an answer of its schema is sent', async () => {
  expect((await app.inject('/right')).json()).toEqual({ name: 'a' });
});

test('an answer against its schema is a fault', async () => {
  expect((await app.inject('/wrong')).statusCode).toBe(500);
});

test('a member that the schema does not name is a fault, not silently left out', async () => {
  expect((await app.inject('/more')).statusCode).toBe(500);
});
