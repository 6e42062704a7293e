import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { openApiDocument } from './openapi.ts';

const compress = promisify(gzip);

/** The address the package gives its script; we keep it so that both halves stay recognisable. */
const SCRIPT = '/docs/js/scalar.js';

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Quen API</title>
<link rel="icon" href="data:,">
</head>
<body>
<div id="app"></div>
<script src="${SCRIPT}"></script>
<script src="/docs/js/start.js"></script>
</body>
</html>
`;

// Nothing is fetched from elsewhere: no web fonts, no proxy of the maker's, no telemetry.
const start = `Scalar.createApiReference('#app', ${JSON.stringify({
  url: '/docs/openapi.json',
  withDefaultFonts: false,
  tagsSorter: 'alpha',
  authentication: { preferredSecurityScheme: 'key' },
  hideClientButton: true,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: 'never',
})});
`;

/**
 * The API pages: the OpenAPI document and a reader for it, all from our own origin. The reader
 * (4 MB of JavaScript) is loaded when the first person looks, not at start.
 */
export function serveApiPages(app: FastifyInstance): void {
  const options = { schema: { hide: true } as never };
  let document: string | undefined;
  let script: Promise<Buffer> | undefined;

  app.get('/docs', options, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page),
  );
  app.get('/docs/js/start.js', options, async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-cache').send(start),
  );
  app.get('/docs/openapi.json', options, async (_request, reply) => {
    document ??= JSON.stringify(openApiDocument(app));
    return reply.type('application/json').header('cache-control', 'no-cache').send(document);
  });
  app.get(SCRIPT, options, async (_request, reply) => {
    script ??= loadScript();
    return reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'public, max-age=86400')
      .header('content-encoding', 'gzip')
      .send(await script);
  });
}

/** The package exports a Fastify plugin only; a server of its own that never listens hands it out. */
async function loadScript(): Promise<Buffer> {
  const { default: scalar } = await import('@scalar/fastify-api-reference');
  const inner = Fastify();
  await inner.register(scalar, { routePrefix: '/docs', configuration: { content: {} } });
  const { rawPayload } = await inner.inject({ url: SCRIPT });
  await inner.close();
  return compress(rawPayload);
}
