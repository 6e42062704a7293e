import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Config } from '../platform/config.ts';

export class ConfigError extends Error {}

/** Reads and checks the environment; throws ConfigError naming the setting that is wrong. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const port = integer(env, 'PORT', 3000, 0, 65_535);
  const environment = choice(
    env,
    'QUEN_ENV',
    ['development', 'production', 'test'] as const,
    'development',
  );
  const dataFolder = resolve(env.QUEN_DATA || '.quen');
  return Object.freeze({
    port,
    host: env.HOST || (environment === 'production' ? '0.0.0.0' : '127.0.0.1'),
    publicUrl: (env.PUBLIC_URL || `http://localhost:${port}`).replace(/\/$/, ''),
    dataFolder,
    databaseUrl: url(env, 'DATABASE_URL', ['postgres:', 'postgresql:']),
    environment,
    secret: secretOf(env, dataFolder, environment),
    smtpUrl: url(env, 'SMTP_URL', ['smtp:', 'smtps:']),
    mailFrom: env.MAIL_FROM || 'Quen <no-reply@localhost>',
    bounceAddress: address(env, 'BOUNCE_ADDRESS'),
    bounceImapUrl: url(env, 'BOUNCE_IMAP_URL', ['imap:', 'imaps:']),
    poolSize: integer(env, 'QUEN_POOL', 12, 2, 100),
    trustProxy: env.QUEN_TRUST_PROXY === '1',
    maxUploadBytes: integer(env, 'QUEN_MAX_UPLOAD_MB', 512, 1, 10_240) * 1024 * 1024,
    logLevel: choice(
      env,
      'QUEN_LOG',
      ['debug', 'info', 'warn', 'error', 'silent'] as const,
      'info',
    ),
  });
}

function integer(
  env: NodeJS.ProcessEnv,
  name: string,
  fallback: number,
  min: number,
  max: number,
): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new ConfigError(`${name} must be a whole number from ${min} to ${max}, not "${text}".`);
  }
  return value;
}

function choice<T extends string>(
  env: NodeJS.ProcessEnv,
  name: string,
  values: readonly T[],
  fallback: T,
): T {
  const text = env[name] || fallback;
  if (!values.includes(text as T)) {
    throw new ConfigError(`${name} must be one of ${values.join(', ')}, not "${text}".`);
  }
  return text as T;
}

function url(env: NodeJS.ProcessEnv, name: string, protocols: string[]): string | undefined {
  const text = env[name];
  if (!text) return undefined;
  // The value may hold a password, so the message must not repeat it.
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol)) {
    throw new ConfigError(`${name} must be a URL that starts with ${protocols.join(' or ')}`);
  }
  return text;
}

function address(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const text = env[name]?.trim();
  if (!text) return undefined;
  if (!/^[^\s<>@]+@[^\s<>@]+$/.test(text)) {
    throw new ConfigError(`${name} must be an address like bounces@shop.example, not "${text}".`);
  }
  return text;
}

function secretOf(env: NodeJS.ProcessEnv, dataFolder: string, environment: string): string {
  if (env.QUEN_SECRET) {
    if (env.QUEN_SECRET.length < 32)
      throw new ConfigError('QUEN_SECRET needs at least 32 characters.');
    return env.QUEN_SECRET;
  }
  if (environment === 'production') throw new ConfigError('QUEN_SECRET must be set in production.');
  const file = join(dataFolder, 'secret');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
