import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { afterAll } from 'vitest';
import { readConfig } from '../main/config.ts';
import { createServer } from '../main/server.ts';
import type { Config } from '../platform/config.ts';
import type { Database } from '../platform/db.ts';

/**
 * Settings of a test server: nothing from the environment, a secret that signs nothing real, a data
 * folder of its own that nobody makes unless it is written to.
 */
export function testConfig(overrides: Partial<Config> = {}): Config {
  return {
    ...readConfig({
      QUEN_ENV: 'test',
      QUEN_LOG: 'silent',
      QUEN_SECRET: 'only-for-tests-'.repeat(4),
      QUEN_DATA: join(tmpdir(), `quen-test-${randomBytes(6).toString('hex')}`),
    }),
    ...overrides,
  };
}

export interface TestServer {
  app: FastifyInstance;
  config: Config;
  /** Moves the clock by which looked-up keys grow old. */
  elapse(ms: number): void;
  /** What was logged so far, at config.logLevel (silent unless overridden). */
  logged: Record<string, unknown>[];
}

/** The whole HTTP server over a test database; requests go in by app.inject. */
export async function testServer(
  db: Database,
  overrides: Partial<Config> = {},
): Promise<TestServer> {
  const config = testConfig(overrides);
  let elapsed = 0;
  const logged: Record<string, unknown>[] = [];
  const app = await createServer({
    db,
    config,
    log: pino({ level: config.logLevel }, { write: (line) => void logged.push(JSON.parse(line)) }),
    elapsed: () => elapsed,
  });
  await app.ready();
  afterAll(async () => {
    await app.close();
    // A folder that a test brought is the test's to remove.
    if (!overrides.dataFolder) await rm(config.dataFolder, { recursive: true, force: true });
  });
  return {
    app,
    config,
    elapse: (ms) => {
      elapsed += ms;
    },
    logged,
  };
}

/** Signs a member of staff in with their password; the headers their browser would send after. */
export async function signInAs(
  app: FastifyInstance,
  email: string,
  password: string,
): Promise<Record<string, string>> {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    headers: { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000' },
    payload: { email, password },
  });
  if (answer.statusCode !== 200) throw new Error(`sign-in answered ${answer.body}`);
  const cookie = answer.cookies.map((c) => `${c.name}=${encodeURIComponent(c.value)}`).join('; ');
  return { cookie, 'sec-fetch-site': 'same-origin' };
}
