import pino from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { testDatabase } from '../test/harness.ts';
import { testConfig } from '../test/server.ts';
import { sql } from './db.ts';
import { type Errand, startWorker } from './jobs.ts';

const { db } = await testDatabase();
const soon = { timeout: 20_000, interval: 20 };

interface Gate {
  errand: Errand;
  runs: number;
  running: number;
  most: number;
  /** Lets what is running end, well or badly. */
  finish(failure?: Error): void;
}

/** An errand that runs until it is told to finish, and counts itself. */
function gated(name: string): Gate {
  const ends: ((failure: Error | undefined) => void)[] = [];
  const gate: Gate = {
    runs: 0,
    running: 0,
    most: 0,
    finish: (failure) => {
      for (const end of ends.splice(0)) end(failure);
    },
    errand: {
      name,
      async run() {
        gate.runs += 1;
        gate.running += 1;
        gate.most = Math.max(gate.most, gate.running);
        const failure = await new Promise<Error | undefined>((end) => ends.push(end));
        gate.running -= 1;
        if (failure) throw failure;
      },
    },
  };
  return gate;
}

async function workersFor({ errand, finish }: Gate, count: number): Promise<void> {
  const workers = await Promise.all(
    Array.from({ length: count }, () =>
      startWorker({
        db,
        config: testConfig(),
        jobs: [],
        chores: [],
        reactions: [],
        errands: [errand],
        log: pino({ level: 'silent' }),
        concurrency: 4,
      }),
    ),
  );
  onTestFinished(async () => {
    const stopped = Promise.all(workers.map((one) => one.stop()));
    const ending = setInterval(finish, 50);
    await stopped;
    clearInterval(ending);
  });
}

/** What begins every minute, now. */
async function minute(): Promise<void> {
  await db.global((q) => q.run(sql`select graphile_worker.add_job('platform.chores')`));
  await vi.waitFor(async () => {
    const chores = await db.global((q) =>
      q.rows(sql`
        select from graphile_worker.jobs where task_identifier = 'platform.chores'`),
    );
    expect(chores).toHaveLength(0);
  }, soon);
}

test('an errand is run by one of all workers, however long it takes, and again after it failed', async () => {
  const gate = gated('test.errand');
  await workersFor(gate, 2);
  await minute();
  await vi.waitFor(() => expect(gate.running).toBe(1), soon);
  await minute();
  await minute();
  expect(gate).toMatchObject({ runs: 1, running: 1 });
  gate.finish(new Error('this minute it does not work'));
  // The minutes that went by meanwhile come to one further run.
  await vi.waitFor(() => expect(gate).toMatchObject({ runs: 2, running: 1 }), soon);
  gate.finish(new Error('nor now'));
  await vi.waitFor(() => expect(gate.running).toBe(0), soon);
  await minute();
  await vi.waitFor(() => expect(gate).toMatchObject({ runs: 3, running: 1 }), soon);
  expect(gate.most).toBe(1);
});

test('the jobs of a dead worker are free within a minute, those of a living one its own', async () => {
  const gate = gated('test.living');
  await workersFor(gate, 1);
  await minute();
  await vi.waitFor(() => expect(gate.running).toBe(1), soon);
  await db.global((q) =>
    q.run(sql`
      with job as (select id from graphile_worker.add_job('test.unknown'))
      update graphile_worker._private_jobs j set locked_by = 'pool-dead', locked_at = now()
      from job where j.id = job.id`),
  );
  await minute();
  const jobs = await db.global((q) =>
    q.rows(sql`
      select task_identifier as name, locked_by is not null as held from graphile_worker.jobs
      where task_identifier = any('{test.living,test.unknown}') and locked_at is not null`),
  );
  expect(jobs).toEqual([{ name: 'test.living', held: true }]);
});
