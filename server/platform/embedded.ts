import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import pg from 'pg';
import {
  filesOf,
  initialise,
  recordedServer,
  type ServerFiles,
  startServer,
  stopServer,
} from './embedded-server.ts';

/**
 * The PostgreSQL server that lives in a folder of the project, so that nothing needs installing.
 *
 * It runs detached, not as our child: a killed process leaves it running with its data intact, the
 * next start finds it by its postmaster.pid and uses it, and several commands may share it.
 *
 * Everybody who uses it keeps one connection that holds a shared advisory lock. Whoever leaves
 * tries for the exclusive one: to get it means to be the last, and the last stops the server. A
 * newcomer who arrives while it stops loses that connection and starts the server anew.
 */
export interface EmbeddedDatabase {
  url: string;
  /** Lets go of the server, and stops it if nobody else uses it. */
  release(): Promise<void>;
}

/** Arbitrary but fixed: held shared by everybody who uses the server. */
const IN_USE = 7_833_603;
const MAX_ATTEMPTS = 8;

/** Starts or joins the server of this folder and makes sure the database exists. */
export async function openEmbedded(
  folder: string,
  { database = 'quen', overrides = {} as Record<string, string> } = {},
): Promise<EmbeddedDatabase> {
  const files = filesOf(resolve(folder));
  await initialise(files, randomBytes(24).toString('base64url'));
  const password = await readFile(files.secret, 'utf8');
  for (let attempt = 1; ; attempt++) {
    try {
      const keeper = await join(files, password, overrides);
      await ensureDatabase(keeper, database);
      return {
        url: urlOf(keeper.port, password, database),
        release: () => leave(keeper, files),
      };
    } catch (error) {
      if (attempt === MAX_ATTEMPTS) throw error;
    }
    // What a killed server leaves behind (its children, its shared memory) goes within seconds.
    await new Promise((wake) => setTimeout(wake, 50 * 2 ** attempt));
  }
}

/** The connection that holds our share of the server. */
async function join(
  files: ServerFiles,
  password: string,
  overrides: Record<string, string>,
): Promise<pg.Client> {
  const running = await connect((await recordedServer(files))?.port, password);
  if (running) return running;
  // Another process may be starting it at this moment: then ours fails, and theirs is as good.
  const failure = await startServer(files, overrides).catch((error: Error) => error);
  const started = await connect((await recordedServer(files))?.port, password);
  if (started) return started;
  throw new Error(`The embedded PostgreSQL does not start; its log is ${files.log}.`, {
    cause: failure,
  });
}

/** A connection that shares the server, or undefined where none answers at this port. */
async function connect(port: number | undefined, password: string): Promise<pg.Client | undefined> {
  if (port === undefined) return undefined;
  // A server that is recovering from a kill answers "starting up" for a while.
  for (let attempt = 0; attempt < 300; attempt++) {
    const client = new pg.Client({
      connectionString: urlOf(port, password, 'postgres'),
      application_name: 'quen keeper',
      keepAlive: true,
    });
    // Losing this connection ends nothing by itself: those that do the work will notice.
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('select pg_advisory_lock_shared($1)', [IN_USE]);
      return client;
    } catch (error) {
      await client.end().catch(() => {});
      const starting = (error as { code?: string }).code === '57P03';
      if (!starting) return undefined;
      await new Promise((wake) => setTimeout(wake, 100));
    }
  }
  return undefined;
}

async function leave(keeper: pg.Client, files: ServerFiles): Promise<void> {
  try {
    await keeper.query('select pg_advisory_unlock_shared($1)', [IN_USE]);
    const { rows } = await keeper.query<{ last: boolean }>(
      'select pg_try_advisory_lock($1) as last',
      [IN_USE],
    );
    if (rows[0]?.last) await stopServer(files);
  } catch {
    // The server is gone already.
  } finally {
    await keeper.end().catch(() => {});
  }
}

const urlOf = (port: number, password: string, database: string) =>
  `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

async function ensureDatabase(keeper: pg.Client, name: string): Promise<void> {
  const found = await keeper.query('select 1 from pg_database where datname = $1', [name]);
  if (found.rowCount) return;
  try {
    await keeper.query(`create database ${keeper.escapeIdentifier(name)}`);
  } catch (error) {
    // Somebody else was quicker.
    if (
      (error as { code?: string }).code !== '42P04' &&
      (error as { code?: string }).code !== '23505'
    )
      throw error;
  }
}
