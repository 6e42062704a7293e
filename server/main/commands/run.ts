import type { Logger } from 'pino';
import type { Config } from '../../platform/config.ts';
import { type OpenDatabase, openDatabase, withSecret } from '../boot.ts';
import { readConfig } from '../config.ts';
import { type Stoppable, stopAll } from '../lifecycle.ts';
import { createLog } from '../log.ts';
import { createMetrics, type Metrics } from '../metrics.ts';

/** Jobs of one process at a time; they mostly wait for the database. */
const JOB_CONCURRENCY = 4;

/** What the long-running commands share: settings, log, database, and what has to be stopped. */
export interface Running {
  config: Config;
  log: Logger;
  database: OpenDatabase;
  metrics: Metrics;
  /** Stopped from last to first. */
  parts: Stoppable[];
}

/** Opens what every long-running command needs; runs `fn`; cleans up if it throws. */
export async function withRunning<T>(
  { migrated }: { migrated: boolean },
  fn: (running: Running) => Promise<T>,
): Promise<T> {
  const settings = readConfig();
  const log = createLog(settings);
  const database = await openDatabase(settings, { migrated });
  const parts: Stoppable[] = [
    { name: 'database', stop: () => database.close() },
    { name: 'messaging', stop: stopMessaging },
  ];
  try {
    const config = await withSecret(settings);
    return await fn({ config, log, database, metrics: createMetrics(), parts });
  } catch (error) {
    await stopAll(parts.toReversed(), log);
    throw error;
  }
}

/** Previews and the sender share one rendering thread, which would keep the process alive. */
async function stopMessaging(): Promise<void> {
  const { closeMessaging } = await import('../../modules/messaging/index.ts');
  await closeMessaging();
}

/** Takes requests from here on; the address is where browsers reach us. */
export async function startApi({
  config,
  log,
  database,
  metrics,
  parts,
}: Running): Promise<string> {
  const { createServer } = await import('../server.ts');
  const app = await createServer({ db: database.db, config, log, metrics });
  parts.push({ name: 'http', stop: () => app.close() });
  await app.listen({ port: config.port, host: config.host });
  const { port } = app.server.address() as { port: number };
  // PORT=0 lets the system choose; only now is the address known.
  return config.port === 0 ? `http://localhost:${port}` : config.publicUrl;
}

export async function startJobs({ config, log, database, metrics, parts }: Running): Promise<void> {
  const [{ startWorker }, { jobs, chores, reactions, errands }] = await Promise.all([
    import('../../platform/jobs.ts'),
    import('../jobs.ts'),
  ]);
  const worker = await startWorker({
    db: database.db,
    config,
    jobs: metrics.observed(jobs),
    chores,
    reactions,
    errands: metrics.observed(errands),
    log,
    concurrency: JOB_CONCURRENCY,
  });
  parts.push({ name: 'worker', stop: () => worker.stop() });
}
