import { EventEmitter } from 'node:events';
import {
  parseCronItems,
  type Runner,
  run,
  type TaskList,
  type WorkerEvents,
  Logger as WorkerLogger,
} from 'graphile-worker';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { type Database, sql, type Tenant, type Tx } from './db.ts';
import { allTenants, tenantById } from './tenant.ts';
import { listen } from './wake.ts';

/** What a job's handler gets: its payload and a way to open transactions for its tenant. */
export interface JobContext<P> {
  payload: P;
  db: Database;
  tenant: Tenant;
  config: Config;
  log: Logger;
  /** Aborted when the worker is asked to stop: long jobs leave off at a safe point and throw. */
  signal: AbortSignal;
}

/** A kind of background work. Handlers run at least once and must bear being run twice. */
export interface Job<P extends object = object> {
  name: string;
  run(context: JobContext<P>): Promise<void>;
}

/**
 * Work of the installation rather than of one business: every minute, by one worker at a time. What
 * fails is not tried again before the next minute.
 */
export interface Errand {
  name: string;
  run(context: ErrandContext): Promise<void>;
}
export type ErrandContext = Omit<JobContext<object>, 'payload' | 'tenant'>;

export interface EnqueueOptions {
  runAt?: Date;
  /** At most one waiting job of this key; a later enqueue replaces the earlier. */
  key?: string;
  queue?: string;
  maxAttempts?: number;
}

/** Adds a job in the caller's transaction: it exists exactly if the transaction commits. */
export async function enqueue<P extends object>(
  tx: Tx,
  job: Pick<Job<P>, 'name'>,
  payload: P,
  options: EnqueueOptions = {},
): Promise<void> {
  await tx.run(sql`
    select graphile_worker.add_job(
      ${job.name}::text,
      payload := ${JSON.stringify({ ...payload, tenantId: tx.tenant.id })}::json,
      queue_name := ${options.queue ?? null}::text,
      run_at := ${options.runAt ?? null}::timestamptz,
      max_attempts := ${options.maxAttempts ?? 12}::int,
      job_key := ${options.key ? `${tx.tenant.id}:${options.key}` : null}::text,
      job_key_mode := 'replace')`);
}

/** Work every business needs again and again, whatever happens. */
export interface Chore {
  // biome-ignore lint/suspicious/noExplicitAny: chores take no payload
  job: Job<any>;
  everyMinutes: number;
}

export interface WorkerOptions {
  db: Database;
  config: Config;
  // biome-ignore lint/suspicious/noExplicitAny: each job knows its own payload type
  jobs: readonly Job<any>[];
  chores: readonly Chore[];
  /** Run within a second of anything happening in a business (and as chores, should a notice be lost). */
  // biome-ignore lint/suspicious/noExplicitAny: reactions take no payload
  reactions: readonly Job<any>[];
  errands: readonly Errand[];
  log: Logger;
  concurrency: number;
}

/** Namespace of the advisory locks by which a living worker is told from a dead one. */
const ALIVE = 7_833_602;
const CHORES = 'platform.chores';

/** Runs the jobs until stopped. Stopping lets the running ones finish. */
export async function startWorker(options: WorkerOptions): Promise<{ stop(): Promise<void> }> {
  const { db, log, config } = options;
  const taskList: TaskList = {
    [CHORES]: async () => {
      await releaseDeadWorkers(db);
      await enqueueErrands(db, options.errands);
      await enqueueChores(db, options.chores);
    },
  };
  for (const errand of options.errands) {
    taskList[errand.name] = (_payload, { abortSignal: signal }) =>
      errand.run({ db, config, log: log.child({ job: errand.name }), signal });
  }
  for (const job of options.jobs) {
    taskList[job.name] = async (payload, helpers) => {
      const { tenantId, ...rest } = payload as { tenantId: number };
      const tenant = await tenantById(db, tenantId);
      const jobLog = log.child({ job: job.name, tenant: tenant.slug });
      await job.run({
        payload: rest,
        db,
        tenant,
        config,
        log: jobLog,
        signal: helpers.abortSignal,
      });
    };
  }
  // Holds an advisory lock for as long as the process lives; PostgreSQL lets go of it when it dies,
  // and then its jobs are free for others within a minute instead of hours. Jobs are held in the
  // name of the pool, not of one of its workers.
  const alive = await db.pool.connect();
  const events = new EventEmitter() as WorkerEvents;
  let marked: Promise<unknown> = Promise.resolve();
  events.on('pool:create', ({ workerPool }) => {
    // One connection takes one statement at a time.
    marked = marked.then(() =>
      alive.query('select pg_advisory_lock($1, hashtext($2))', [ALIVE, workerPool.id]),
    );
  });
  await releaseDeadWorkers(db);
  const runner: Runner = await run({
    pgPool: db.pool,
    concurrency: options.concurrency,
    pollInterval: 1000,
    noHandleSignals: true,
    noPreparedStatements: false,
    taskList,
    events,
    parsedCronItems: parseCronItems([
      { task: CHORES, match: '* * * * *', options: { backfillPeriod: 0 } },
    ]),
    logger: new WorkerLogger(() => (level, message, meta) => {
      if (level === 'error') log.error({ meta: summarise(meta) }, message);
    }),
  });
  const ears = await listen(db, async (tenantId) => {
    const tenant = await tenantById(db, tenantId);
    await db.tx(tenant, 'system', async (tx) => {
      for (const job of options.reactions)
        await enqueue(tx, job, {}, { key: `reaction:${job.name}` });
    });
  });
  return {
    stop: async () => {
      await ears.stop();
      await runner.stop();
      await marked;
      await alive.query('select pg_advisory_unlock_all()').catch(() => {});
      alive.release();
    },
  };
}

/** Frees the jobs of workers whose process is gone. */
async function releaseDeadWorkers(db: Database): Promise<void> {
  await db.global((q) =>
    q.run(sql`
      with dead as (
        select locked_by from (
          select locked_by from graphile_worker._private_jobs where locked_by is not null
          union
          select locked_by from graphile_worker._private_job_queues where locked_by is not null) held
        where pg_try_advisory_xact_lock(${ALIVE}::int, hashtext(locked_by))
      )
      select graphile_worker.force_unlock_workers(array(select locked_by from dead))`),
  );
}

async function enqueueErrands(db: Database, errands: readonly Errand[]): Promise<void> {
  for (const { name } of errands) {
    // Jobs of a queue run one after the other, whoever runs them.
    await db.global((q) =>
      q.run(sql`
        select graphile_worker.add_job(${name}::text, queue_name := ${name}::text,
                                       job_key := ${`errand:${name}`}::text, max_attempts := 1)`),
    );
  }
}

async function enqueueChores(db: Database, chores: readonly Chore[]): Promise<void> {
  const minute = Math.floor(db.clock.now().getTime() / 60_000);
  for (const tenant of await allTenants(db)) {
    await db.tx(tenant, 'system', async (tx) => {
      for (const { job, everyMinutes } of chores) {
        if (minute % everyMinutes !== tenant.id % everyMinutes) continue;
        await enqueue(tx, job, {}, { key: `chore:${job.name}` });
      }
    });
  }
}

// Payloads may name customers; only what identifies the job goes to the log.
function summarise(meta: unknown): unknown {
  const { job, error } = (meta ?? {}) as {
    job?: { id?: string; task_identifier?: string; attempts?: number };
    error?: Error;
  };
  return {
    id: job?.id,
    task: job?.task_identifier,
    attempts: job?.attempts,
    error: error?.message,
    stack: error?.stack,
  };
}
