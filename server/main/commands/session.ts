import type { Command } from 'commander';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db.ts';
import { readConfig } from '../config.ts';

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
