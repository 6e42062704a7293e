import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../test/harness.ts';
import { testServer } from '../test/server.ts';
import { serveFrontEnds } from './static.ts';

describe('front ends', () => {
  let app: FastifyInstance;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'quen-static-'));
    for (const name of ['console', 'portal']) {
      await mkdir(join(folder, name, 'assets'), { recursive: true });
      await writeFile(join(folder, name, 'index.html'), `<title>${name}</title>`);
      await writeFile(join(folder, name, 'assets', 'app-1a2b3c.js'), `"${name}"`);
      await writeFile(join(folder, name, 'assets', 'app-1a2b3c.js.gz'), 'zipped');
    }
    await writeFile(join(folder, 'secret.txt'), 'not to be served');
    app = Fastify();
    app.get('/v1/customers', async () => []);
    await serveFrontEnds(app, [
      { prefix: '/portal', dist: join(folder, 'portal') },
      { prefix: '', dist: join(folder, 'console') },
    ]);
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  });

  test.each([
    ['/', 'console'],
    ['/counter', 'console'],
    ['/customers/0190-abc?tab=orders', 'console'],
    ['/portal', 'portal'],
    ['/portal/', 'portal'],
    ['/portal/hien-moc/vouchers', 'portal'],
    ['/portals', 'console'],
  ])('%s gets the page of the %s, asked for anew each time', async (url, name) => {
    const answer = await app.inject({ url });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe(`<title>${name}</title>`);
    expect(answer.headers['cache-control']).toBe('no-cache');
  });

  test('what the build named by its content is kept for good, compressed where wanted', async () => {
    const url = '/portal/assets/app-1a2b3c.js';
    const plain = await app.inject({ url });
    expect(plain.body).toBe('"portal"');
    expect(plain.headers['cache-control']).toContain('immutable');
    const zipped = await app.inject({ url, headers: { 'accept-encoding': 'gzip' } });
    expect(zipped.body).toBe('zipped');
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(zipped.headers['content-type']).toContain('javascript');
  });

  test.each([
    '/v1/nothing',
    '/api/nothing',
    '/assets/gone-9f9f9f.js',
    '/../secret.txt',
    '/portal/..%2f..%2fsecret.txt',
    '/%2e%2e/secret.txt',
  ])('%s is nothing, and is not covered up by a page', async (url) => {
    const answer = await app.inject({ url });
    expect(answer.body).not.toContain('not to be served');
    expect(answer.body).not.toContain('<title>');
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
  });
});

describe('the whole server', async () => {
  const { db } = await testDatabase();
  const { app } = await testServer(db);

  test('the API pages and their script come from our own origin', async () => {
    const page = await app.inject({ url: '/docs' });
    const links = [...page.body.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, link]) => link);
    expect(links.every((link) => link?.startsWith('/docs/') || link === 'data:,')).toBe(true);
    for (const link of links.filter((l) => l !== 'data:,')) {
      expect((await app.inject({ url: link as string })).statusCode).toBe(200);
    }
    const { openapi, paths } = (await app.inject({ url: '/docs/openapi.json' })).json();
    expect(openapi).toBe('3.1.0');
    expect(paths['/v1/orders']?.post).toBeDefined();
  });

  test('metrics count requests by route, for this machine only', async () => {
    await app.inject({ url: '/v1/voucher-campaigns?as=if' });
    const counted = await app.inject({ url: '/metrics' });
    expect(counted.body).toMatch(
      /quen_http_request_seconds_count\{method="GET",route="\/v1\/voucher-campaigns",status="401"\} 1/,
    );
    const away = await app.inject({ url: '/metrics', remoteAddress: '192.0.2.1' });
    const behind = await app.inject({ url: '/metrics', headers: { 'x-forwarded-for': '1.1.1.1' } });
    expect([away.statusCode, behind.statusCode]).toEqual([404, 404]);
  });
});
