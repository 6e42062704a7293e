import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const root = join(import.meta.dirname, '..', '..');

export interface FrontEnd {
  /** Path it is served under, without the slash at the end; '' for the root. */
  prefix: string;
  /** The folder its build lies in. */
  dist: string;
}

export const frontEnds: readonly FrontEnd[] = [
  { prefix: '/portal', dist: join(root, 'portal', 'dist') },
  { prefix: '', dist: join(root, 'console', 'dist') },
];

// What lies below these is never a page, so that a client's typing error gets its 404 as JSON.
const machinePaths = /^\/(v1|api|m|docs|healthz|readyz|metrics)(\/|$)/;

const IMMUTABLE = 'public, max-age=31536000, immutable';
const ALWAYS_ASK = 'no-cache';

/**
 * Serves the built front ends. What the build named by its content is cached for good; the pages
 * are asked for each time. An address that is no file belongs to the front end's own router and
 * gets its page.
 */
export async function serveFrontEnds(
  app: FastifyInstance,
  served: readonly FrontEnd[] = frontEnds,
): Promise<void> {
  // serve: false only adds reply.sendFile; which paths there are is decided here.
  await app.register(fastifyStatic, { root, serve: false, preCompressed: true });
  for (const frontEnd of served) {
    const files = await filesIn(frontEnd.dist);
    const handler = (request: FastifyRequest, reply: FastifyReply) =>
      answer(frontEnd, files, request, reply);
    const options = { schema: { hide: true } as never };
    app.get(`${frontEnd.prefix}/*`, options, handler);
    if (frontEnd.prefix) app.get(frontEnd.prefix, options, handler);
  }
}

/** Paths of all files below the folder, with forward slashes; none where it does not exist. */
async function filesIn(folder: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return new Set(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .replaceAll('\\', '/'),
      ),
  );
}

function answer(
  { prefix, dist }: FrontEnd,
  files: ReadonlySet<string>,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply | undefined {
  const url = request.url.split('?')[0] as string;
  const path = url.slice(prefix.length + 1);
  if (files.has(path)) {
    const hashed = path.startsWith('assets/');
    reply.header('cache-control', hashed ? IMMUTABLE : ALWAYS_ASK);
    return reply.sendFile(path, dist, { cacheControl: false });
  }
  const page = !/\.\w+$/.test(path) && !machinePaths.test(url);
  if (!page || !files.has('index.html')) {
    reply.callNotFound();
    return undefined;
  }
  reply.header('cache-control', ALWAYS_ASK);
  return reply.sendFile('index.html', dist, { cacheControl: false });
}
