import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { openEmbedded } from './embedded.ts';
import { filesOf, recordedServer } from './embedded-server.ts';

const folder = await mkdtemp(join(tmpdir(), 'quen-embedded-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function ask(url: string, text: string): Promise<unknown> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(text)).rows[0]?.value;
  } finally {
    await client.end();
  }
}

test('several starts at once on a fresh folder share one server, and the last to leave stops it', async () => {
  const opened = await Promise.all([1, 2, 3].map(() => openEmbedded(folder)));
  expect(new Set(opened.map(({ url }) => url)).size).toBe(1);
  const [first, second, third] = opened as [
    (typeof opened)[0],
    (typeof opened)[0],
    (typeof opened)[0],
  ];
  await ask(first.url, 'create table kept as select 42 as value');
  await first.release();
  await second.release();
  // Nobody is connected to the database itself, yet the third still counts on the server.
  expect(await ask(third.url, 'select value from kept')).toBe(42);
  await third.release();
  expect(await recordedServer(filesOf(folder))).toBeUndefined();
});

test('a server that was killed comes back with its data', async () => {
  const before = await openEmbedded(folder);
  const postmaster = (await recordedServer(filesOf(folder)))?.pid as number;
  process.kill(postmaster, 'SIGKILL');
  await before.release();
  const after = await openEmbedded(folder);
  expect(await ask(after.url, 'select value from kept')).toBe(42);
  await after.release();
});

test('joining while the last one leaves ends with a server that answers', async () => {
  for (let round = 0; round < 5; round++) {
    const leaving = await openEmbedded(folder);
    const [, joining] = await Promise.all([leaving.release(), openEmbedded(folder)]);
    expect(await ask(joining.url, 'select 1 as value')).toBe(1);
    await joining.release();
  }
});
