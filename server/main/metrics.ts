import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { DomainError } from '../platform/errors.ts';
import type { Errand, Job, JobContext } from '../platform/jobs.ts';

/** What this process counts, for Prometheus. */
export interface Metrics {
  readonly registry: Registry;
  /** Counts one answered request, by route pattern and never by address. */
  answered(request: FastifyRequest, reply: FastifyReply): void;
  /** The same jobs, each run counted and timed. */
  observed<J extends Job | Errand>(jobs: readonly J[]): readonly J[];
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'quen_http_request_seconds',
    help: 'Time from the request to the last byte of the answer.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  const runs = new Histogram({
    name: 'quen_job_seconds',
    help: 'Time a background job took.',
    labelNames: ['job'] as const,
    buckets: [0.01, 0.05, 0.25, 1, 5, 30, 120],
    registers: [registry],
  });
  const failures = new Counter({
    name: 'quen_job_failures_total',
    help: 'Runs of background jobs that threw and will be tried again.',
    labelNames: ['job'] as const,
    registers: [registry],
  });
  return {
    registry,
    answered: (request, reply) => {
      requests.observe(
        {
          method: request.method,
          route: request.routeOptions.url ?? 'none',
          status: String(reply.statusCode),
        },
        reply.elapsedTime / 1000,
      );
    },
    observed: (jobs) =>
      jobs.map((job) => ({
        ...job,
        run: async (context: JobContext<object>): Promise<void> => {
          const end = runs.startTimer({ job: job.name });
          try {
            await job.run(context);
          } catch (error) {
            failures.inc({ job: job.name });
            throw error;
          } finally {
            end();
          }
        },
      })),
  };
}

/**
 * GET /metrics, for a Prometheus on this machine. A request that came through a proxy gets 404: the
 * figures say how the business is doing, which is nobody else's affair.
 */
export function serveMetrics(app: FastifyInstance, metrics: Metrics): void {
  app.get('/metrics', { schema: { hide: true } as never }, async (request, reply) => {
    const { remoteAddress } = request.socket;
    const local = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(remoteAddress ?? '');
    if (!local || request.headers['x-forwarded-for'] !== undefined) {
      throw new DomainError('not_found');
    }
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}
