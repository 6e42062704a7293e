import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { Database } from '../platform/db.ts';
import { DomainError } from '../platform/errors.ts';
import { buildHttp } from '../platform/http.ts';
import { readConfig } from './config.ts';
import { routes } from './routes.ts';

type Json = Record<string, unknown>;
interface Document extends Json {
  components: { schemas: Json };
  paths: Record<string, Record<string, Operation>>;
}
interface Operation extends Json {
  parameters?: { required?: boolean; schema?: Json }[];
  requestBody?: { content: Record<string, { schema: Json }> };
  responses: Record<string, { content?: Record<string, { schema: Json }> }>;
}

/**
 * The API as OpenAPI 3.1, from the declared routes: paths in order, so that a diff shows changes
 * only; what has a default is optional to send; the problem document is stated once.
 */
export function openApiDocument(app: FastifyInstance): Document {
  const document = structuredClone((app as unknown as { swagger(): Document }).swagger());
  document.paths = byName(document.paths);
  for (const [path, operations] of Object.entries(document.paths)) {
    document.paths[path] = byName(operations);
    for (const operation of Object.values(operations)) {
      for (const parameter of operation.parameters ?? []) {
        if (parameter.schema && 'default' in parameter.schema) parameter.required = false;
      }
      for (const { schema } of Object.values(operation.requestBody?.content ?? {})) {
        makeDefaultsOptional(schema);
      }
      for (const response of Object.values(operation.responses)) {
        const problem = response.content?.['application/problem+json'];
        if (!problem) continue;
        document.components.schemas.Problem = problem.schema;
        problem.schema = { $ref: '#/components/schemas/Problem' };
      }
    }
  }
  return document;
}

function byName<T>(members: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Defaults are filled in before validation, except inside a choice, where they cannot be. */
function makeDefaultsOptional(schema: Json): void {
  const properties = (schema.properties ?? {}) as Record<string, Json>;
  for (const member of Object.values(properties)) makeDefaultsOptional(member);
  if (schema.items) makeDefaultsOptional(schema.items as Json);
  const { required } = schema;
  if (!Array.isArray(required)) return;
  schema.required = required.filter((name: string) => !('default' in (properties[name] ?? {})));
}

/** The server without a database: enough to be described, not to be called. */
async function describedServer(): Promise<FastifyInstance> {
  const app = await buildHttp({
    // The pool connects on first use, and nothing here uses it.
    db: new Database({ url: 'postgres://nowhere.invalid/none', poolSize: 2 }),
    config: readConfig({ QUEN_ENV: 'test', QUEN_SECRET: randomBytes(32).toString('hex') }),
    log: pino({ level: 'silent' }),
    routes,
    authenticate: async () => {
      throw new DomainError('unavailable');
    },
    checkAnswers: false,
  });
  await app.ready();
  return app;
}

if (import.meta.main) {
  const app = await describedServer();
  const file = join(import.meta.dirname, '..', '..', 'client', 'openapi.json');
  await writeFile(file, `${JSON.stringify(openApiDocument(app), null, 2)}\n`);
  await app.close();
}
