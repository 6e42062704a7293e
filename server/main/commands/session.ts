import type { Command } from 'commander';
import type { Config } from '../../platform/config.ts';
import type { Database, Tenant } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { tenantBySlug } from '../../platform/tenant.ts';
import { readConfig } from '../config.ts';
import { CommandError } from './failure.ts';

/** What a command may say: progress goes to stderr, its one result to stdout. */
export interface Output {
  readonly json: boolean;
  /** A line for the person who watches; scripts never see it. */
  progress(line: string): void;
  /** The result: `value` where the caller asked for --json, else the text. */
  result(value: unknown, text: string): void;
}

export function outputOf(command: Command): Output {
  const json = command.optsWithGlobals().json === true;
  return {
    json,
    progress: (line) => process.stderr.write(`${line}\n`),
    result: (value, text) => process.stdout.write(`${json ? JSON.stringify(value) : text}\n`),
  };
}

export interface Session {
  config: Config;
  db: Database;
}

/**
 * Runs `fn` with the database open, beside a running server or without one. Outside production the
 * schema is brought up to date on the way; in production only `quen migrate` changes it.
 */
export async function withDatabase<T>(fn: (session: Session) => Promise<T>): Promise<T> {
  const { openDatabase, withSecret } = await import('../boot.ts');
  const settings = readConfig();
  const opened = await openDatabase(settings, { migrated: settings.environment !== 'production' });
  try {
    return await fn({ config: await withSecret(settings), db: opened.db });
  } finally {
    await opened.close();
  }
}

/** The business of --tenant; a plain refusal where there is none. */
export async function tenantOf(db: Database, slug: string): Promise<Tenant> {
  try {
    return await tenantBySlug(db, slug);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') {
      throw new CommandError(`There is no business "${slug}".`);
    }
    throw error;
  }
}
