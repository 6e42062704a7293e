import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { Database } from '../platform/db.ts';
import { openEmbedded } from '../platform/embedded.ts';
import { migrate } from '../platform/migrate.ts';

/** A database ready for work: opened (or started), migrated if asked, and how to let go of it. */
export interface OpenDatabase {
  db: Database;
  /** The migrator's connection string: only for what must run as the owner. */
  url: string;
  close(): Promise<void>;
}

/**
 * Opens the database the settings name: an external one, or the embedded one, which is started
 * where it is not running yet. Fresh generated secrets are written beside the embedded database.
 */
export async function openDatabase(
  config: Config,
  { migrated = true, clock }: { migrated?: boolean; clock?: Clock } = {},
): Promise<OpenDatabase> {
  const embedded = config.databaseUrl ? undefined : await openEmbedded(config.dataFolder);
  const url = config.databaseUrl ?? (embedded?.url as string);
  if (migrated) await migrate(url);
  const db = new Database({ url, poolSize: config.poolSize, ...(clock ? { clock } : {}) });
  return {
    db,
    url,
    close: async () => {
      await db.close();
      await embedded?.release();
    },
  };
}

/** The settings with a signing secret: the configured one, or one generated on first start. */
export async function withSecret(config: Config): Promise<Config> {
  if (config.secret) return config;
  const file = join(config.dataFolder, 'secret');
  await mkdir(config.dataFolder, { recursive: true });
  const fresh = randomBytes(32).toString('base64url');
  // Two commands may come here at once; the first one's secret is the one that holds.
  await writeFile(file, fresh, { mode: 0o600, flag: 'wx' }).catch((error) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const secret = await readFile(file, 'utf8');
  return Object.freeze({ ...config, secret });
}
