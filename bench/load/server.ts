import { readConfig } from '../../server/main/config.ts';
import { createLog } from '../../server/main/log.ts';
import { tuneRuntime } from '../../server/main/runtime.ts';
import { createServer } from '../../server/main/server.ts';
import { Database } from '../../server/platform/db.ts';
import { answerParent } from './child.ts';

/** The HTTP server as `quen serve` runs it in production; without front ends, which take no part. */
async function start(): Promise<number> {
  tuneRuntime();
  const config = readConfig({
    ...process.env,
    QUEN_ENV: 'production',
    QUEN_SECRET: 'only-for-the-benchmark-'.repeat(2),
    QUEN_LOG: 'info',
    HOST: '127.0.0.1',
    PORT: '0',
  });
  const db = new Database({ url: config.databaseUrl as string, poolSize: config.poolSize });
  const app = await createServer({ db, config, log: createLog(config) });
  await app.listen({ port: config.port, host: config.host });
  return (app.server.address() as { port: number }).port;
}

let port: Promise<number> | undefined;
answerParent(async (question: 'port' | 'rss') => {
  if (question === 'rss') return process.memoryUsage.rss();
  port ??= start();
  return port;
});
