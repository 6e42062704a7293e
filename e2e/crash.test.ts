import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { command, createShop, environmentOf, quen, root } from './command.ts';

const ROWS = 40_000;
const MAP = 'order=order,customer=customer,at=at,amount=amount';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quen-crash-'));
  file = join(folder, 'orders.csv');
  await writeFile(file, history());
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Orders of 3,000 people over 500 days. */
function history(): string {
  const lines = ['order,customer,at,amount'];
  for (let i = 0; i < ROWS; i++) {
    const day = new Date(Date.UTC(2025, 0, 1) + (i % 500) * 86_400_000).toISOString().slice(0, 10);
    lines.push(`H${i},C${(i * 7919) % 3000},${day},${20_000 + (i % 90) * 1_000}`);
  }
  return lines.join('\n');
}

const environment = () => environmentOf(join(folder, 'data'));
const importing = () => ['import', 'orders', file, '--tenant', 'shop', '--map', MAP];

/** Starts the import and breaks it off once it says that a part of the orders is posted. */
async function breakOff(kill: (child: ChildProcess) => Promise<void> | void): Promise<void> {
  const child = spawn(process.execPath, command(...importing()), {
    cwd: root,
    env: environment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  let said = '';
  await new Promise<void>((partly, fail) => {
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (/[1-9]\d* orders posted/.test(said)) partly();
    });
    ended.then(() => fail(new Error(`over before it could be broken off: ${said}`)));
  });
  await kill(child);
  await ended;
}

/** The import again: what was posted before the end is a duplicate now, and nothing is there twice. */
async function repeatAndProve(): Promise<void> {
  const again = await quen(environment(), ...importing());
  expect(again).toMatchObject({ rows: ROWS, rejected: 0 });
  expect(again.posted).toBeLessThan(ROWS);
  expect(Number(again.posted) + Number(again.duplicates)).toBe(ROWS);
  const proof = await quen(environment(), ...importing());
  expect(proof).toMatchObject({ posted: 0, duplicates: ROWS });
  expect(await quen(environment(), 'verify', '--tenant', 'shop')).toMatchObject({ ok: true });
}

test('an import killed with -9 in the middle and repeated ends with the same totals', async () => {
  await createShop(environment());
  await breakOff((child) => {
    child.kill('SIGKILL');
  });
  await repeatAndProve();
}, 180_000);

test('so does one whose PostgreSQL was killed with -9 beside it', async () => {
  await createShop(environment());
  await breakOff(async (child) => {
    const pid = await readFile(join(folder, 'data', 'postgres', 'postmaster.pid'), 'utf8');
    process.kill(Number(pid.split('\n')[0]), 'SIGKILL');
    child.kill('SIGKILL');
  });
  await repeatAndProve();
}, 180_000);
