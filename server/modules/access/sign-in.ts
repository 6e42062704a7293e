import { betterAuth } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { PostgresDialect } from 'kysely';
import type { Logger } from 'pino';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { ADDRESS_HEADER } from './headers.ts';
import { countOne, forget, type Limit } from './limits.ts';
import { MIN_PASSWORD } from './passwords.ts';

const DAY = 86_400;
/** Password tries for one account, from wherever they come. */
const accountLimit: Limit = { max: 10, windowSeconds: 600 };

const isPasswordTry = (path: string) => path === '/sign-in/email';
const accountKey = (email: unknown) => `sign-in:${String(email).trim().toLowerCase()}`;

/** Staff sign-in: password and TOTP. Nobody signs up here; owners invite (staff.ts). */
export function createSignIn({ db, config, log }: { db: Database; config: Config; log: Logger }) {
  const within = (key: string, limit: Limit) =>
    db.global((q) => countOne(q, key, limit, db.clock.now()));
  return betterAuth({
    appName: 'Quen',
    baseURL: config.publicUrl,
    basePath: '/api/auth',
    secret: config.secret,
    telemetry: { enabled: false },
    database: {
      dialect: new PostgresDialect({ pool: db.pool }),
      type: 'postgres',
      schemaName: 'auth',
      transaction: true,
    },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: MIN_PASSWORD },
    session: { expiresIn: 30 * DAY, updateAge: DAY },
    plugins: [twoFactor({ issuer: 'Quen' })],
    // Our pages may be reached under another name than publicUrl (127.0.0.1, a development proxy).
    // Sec-Fetch-Site comes from the browser itself and vouches that page and server are one.
    trustedOrigins: (request) => {
      const own = request?.headers.get('sec-fetch-site') === 'same-origin';
      return [new URL(config.publicUrl).origin, own ? request.headers.get('origin') : null];
    },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 300,
      customRules: {
        '/get-session': false,
        '/sign-in/email': { window: 60, max: 20 },
        '/two-factor/*': { window: 60, max: 20 },
      },
      customStorage: {
        consume: async (key, rule) => {
          const limit = { max: rule.max, windowSeconds: rule.window };
          const { allowed, retryAfterSeconds } = await within(`address:${key}`, limit);
          return { allowed, retryAfter: allowed ? null : retryAfterSeconds };
        },
      },
    },
    hooks: {
      // The library limits by address only; this stops many addresses from guessing at one account.
      before: createAuthMiddleware(async (ctx) => {
        if (!isPasswordTry(ctx.path)) return;
        const verdict = await within(accountKey(ctx.body?.email), accountLimit);
        if (!verdict.allowed) throw new APIError('TOO_MANY_REQUESTS', { code: 'TOO_MANY_TRIES' });
      }),
      after: createAuthMiddleware(async (ctx) => {
        if (!isPasswordTry(ctx.path)) return;
        const refused = ctx.context.returned instanceof APIError;
        log.info({ event: refused ? 'sign-in refused' : 'sign-in' }, 'staff sign-in');
        if (!refused) await db.global((q) => forget(q, accountKey(ctx.body?.email)));
      }),
    },
    advanced: {
      cookiePrefix: 'quen',
      useSecureCookies: config.publicUrl.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { generateId: () => uuidv7(), validateSchema: false },
    },
    // Refusals are the caller's business and answered as such; faults are ours and logged.
    onAPIError: {
      onError: (error) => {
        if (error instanceof APIError && error.statusCode < 500) return;
        log.error({ err: error }, 'staff sign-in failed');
      },
    },
    logger: {
      level: 'warn',
      // Only the sentence: what comes with it may name people.
      log: (level, message) => log[level]({ library: 'better-auth' }, message),
    },
  });
}

export type SignIn = ReturnType<typeof createSignIn>;
