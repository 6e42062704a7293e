import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { createAccess, signInRoutes } from '../modules/access/index.ts';
import type { Config } from '../platform/config.ts';
import { type Database, sql } from '../platform/db.ts';
import { DomainError } from '../platform/errors.ts';
import { buildHttp } from '../platform/http.ts';
import { serveApiPages } from './api-pages.ts';
import { createMetrics, type Metrics, serveMetrics } from './metrics.ts';
import { routes } from './routes.ts';
import { serveFrontEnds } from './static.ts';

export interface ServerOptions {
  db: Database;
  config: Config;
  log: Logger;
  /** Where this process counts what it does; default: counters of the server alone. */
  metrics?: Metrics;
  /** Monotonic milliseconds; tests move it to see cached keys expire. */
  elapsed?: () => number;
}

/** Everything that answers over HTTP, wired together; the caller listens. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { db, config, log, metrics = createMetrics() } = options;
  const access = createAccess(options);
  const app = await buildHttp({
    db,
    config,
    log,
    routes,
    authenticate: access.authenticate,
    checkAnswers: config.environment !== 'production',
    onAnswered: metrics.answered,
  });
  await app.register(signInRoutes(access.signIn, config.publicUrl));
  mountHealth(app, db);
  serveMetrics(app, metrics);
  serveApiPages(app);
  await serveFrontEnds(app);
  return app;
}

/** /healthz: the process answers. /readyz: it can do its work, so traffic may come. */
function mountHealth(app: FastifyInstance, db: Database): void {
  const hidden = { hide: true } as never;
  app.get('/healthz', { schema: hidden }, async () => ({ status: 'ok' }));
  app.get('/readyz', { schema: hidden }, async (request) => {
    try {
      await db.global((q) => q.one(sql`select 1 as ready`));
    } catch (error) {
      request.log.warn({ err: error }, 'not ready: the database does not answer');
      throw new DomainError('unavailable');
    }
    return { status: 'ready' };
  });
}
