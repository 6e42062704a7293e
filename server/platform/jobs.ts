import { type Runner, run, type TaskList } from 'graphile-worker';
import type pg from 'pg';
import type { Logger } from 'pino';
import { type Database, sql, type Tenant, type Tx } from './db.ts';
import { tenantById } from './tenant.ts';

/** What a job's handler gets: its payload and a way to open transactions for its tenant. */
export interface JobContext<P> {
  payload: P;
  db: Database;
  tenant: Tenant;
  log: Logger;
}

/** A kind of background work. Handlers run at least once and must bear being run twice. */
export interface Job<P extends object = object> {
  name: string;
  run(context: JobContext<P>): Promise<void>;
}

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

export interface WorkerOptions {
  db: Database;
  pool: pg.Pool;
  // biome-ignore lint/suspicious/noExplicitAny: each job knows its own payload type
  jobs: readonly Job<any>[];
  log: Logger;
  concurrency: number;
}

/** Runs the jobs until stopped. Stopping lets the running ones finish. */
export async function startWorker(options: WorkerOptions): Promise<{ stop(): Promise<void> }> {
  const { db, log } = options;
  const taskList: TaskList = {};
  for (const job of options.jobs) {
    taskList[job.name] = async (payload) => {
      const { tenantId, ...rest } = payload as { tenantId: number };
      const tenant = await tenantById(db, tenantId);
      await job.run({
        payload: rest,
        db,
        tenant,
        log: log.child({ job: job.name, tenant: tenant.slug }),
      });
    };
  }
  const silent = () => {};
  const runner: Runner = await run({
    pgPool: options.pool,
    concurrency: options.concurrency,
    pollInterval: 1000,
    noHandleSignals: true,
    taskList,
    logger: new (await import('graphile-worker')).Logger(() => (level, message, meta) => {
      if (level === 'error') log.error({ meta: summarise(meta) }, message);
      else silent();
    }),
  });
  return { stop: () => runner.stop() };
}

// Payloads may name customers; only what identifies the job goes to the log.
function summarise(meta: unknown): unknown {
  const job = (meta as { job?: { id?: string; task_identifier?: string; attempts?: number } })?.job;
  const error = (meta as { error?: Error })?.error;
  return {
    id: job?.id,
    task: job?.task_identifier,
    attempts: job?.attempts,
    error: error?.message,
    stack: error?.stack,
  };
}
