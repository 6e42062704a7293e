import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '../test/harness.ts';

const cli = join(import.meta.dirname, 'cli.ts');
const { url } = await testDatabase();
const folder = await mkdtemp(join(tmpdir(), 'quen-cli-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

function launch(args: readonly string[], more: NodeJS.ProcessEnv = {}): ChildProcess {
  const env = { ...process.env, DATABASE_URL: url, QUEN_DATA: folder, QUEN_ENV: 'test', ...more };
  return spawn(process.execPath, [cli, ...args], { env, cwd: folder });
}

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Runs a command as a user does and waits for its end. */
async function quen(...args: string[]): Promise<Ended> {
  const child = launch(args);
  const text = { out: '', err: '' };
  child.stdout?.on('data', (chunk) => {
    text.out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    text.err += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, ...text };
}

test('a business is made once, and a second one of its name is refused in one line', async () => {
  const args = ['tenants', 'create', 'Tiệm thử', '--slug', 'thu', '--currency', 'VND'];
  const made = await quen('--json', ...args);
  expect(made.code).toBe(0);
  expect(JSON.parse(made.out)).toMatchObject({ slug: 'thu', timeZone: 'Asia/Ho_Chi_Minh' });
  const again = await quen(...args);
  expect(again).toEqual({ code: 1, out: '', err: 'quen: "thu" already exists.\n' });
});

test('orders come in from a file once; a row that is wrong is named and kept for mending', async () => {
  const file = join(folder, 'orders.csv');
  const rejects = join(folder, 'rejects.csv');
  await writeFile(
    file,
    'id,phone,at,total\nA1,0901 000 001,2026-01-05,120000\nA2,0901 000 002,2026-01-06,-5\n',
  );
  const args = ['import', 'orders', file, '--tenant', 'thu', '--rejects', rejects, '--json'];
  const map = ['--map', 'order=id,phone=phone,at=at,amount=total'];
  const tried = await quen(...args, ...map, '--dry-run');
  expect(JSON.parse(tried.out)).toMatchObject({ dryRun: true, rows: 2, posted: 1, rejected: 1 });
  const first = await quen(...args, ...map);
  expect(JSON.parse(first.out)).toMatchObject({ rows: 2, posted: 1, duplicates: 0, rejected: 1 });
  expect(first.err).toMatch(/^row \d+: /m);
  expect(await readFile(rejects, 'utf8')).toMatch(/A2,0901 000 002,2026-01-06,.*-5,./);
  const second = await quen(...args, ...map);
  expect(JSON.parse(second.out)).toMatchObject({ posted: 0, duplicates: 1, rejected: 1 });
  expect(second.code).toBe(0);
});

test('reports go to stdout alone, and the proof says that all is well', async () => {
  const csv = await quen('report', 'lifecycle', '--tenant', 'thu', '--format', 'csv');
  expect(csv).toMatchObject({ code: 0, err: '' });
  expect(csv.out).toMatch(/^\u{feff}as_of,stage/u);
  const proof = await quen('verify', '--tenant', 'thu', '--json');
  expect(JSON.parse(proof.out)).toMatchObject({ ok: true, businesses: [{ tenant: 'thu' }] });
});

test.each([
  [['report', 'rfm', '--tenant', 'nobody'], 'quen: There is no business "nobody".\n'],
  [['import', 'orders', '/none.csv', '--tenant', 'thu'], 'quen: No such file: /none.csv\n'],
  [['verify', '--tenant'], "error: option '--tenant <slug>' argument missing"],
])('%j fails with a clear line and nothing on stdout', async (args, line) => {
  const { code, out, err } = await quen(...args);
  expect(code).not.toBe(0);
  expect(out).toBe('');
  expect(err.startsWith(line)).toBe(true);
});

test('a port that is taken is named; a server that is asked to stop leaves nothing behind', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as { port: number };
  const refused = launch(['serve'], { PORT: String(port), HOST: '127.0.0.1' });
  let said = '';
  refused.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(refused, 'close');
  expect(code).toBe(1);
  expect(said).toContain(`quen: Port ${port} is already in use`);
  holder.close();

  const server = launch(['serve', '--json'], { PORT: '0' });
  const [ready] = await once(server.stdout as NodeJS.ReadableStream, 'data');
  const { url: address } = JSON.parse(String(ready));
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
  server.kill('SIGTERM');
  const [ended] = await once(server, 'close');
  expect(ended).toBe(0);
});
