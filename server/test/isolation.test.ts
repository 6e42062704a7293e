import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../main/routes.ts';
import type { AnyRoute } from '../platform/route.ts';
import { testDatabase } from './harness.ts';
import { resourceOf, type SampleRequest, sampleRequest, unknownSubject } from './samples.ts';
import { testServer } from './server.ts';
import { buildWorld, tenantTables, type World } from './world.ts';

/**
 * One business never reaches another's: whatever id of the victim stands in a path, query or body,
 * the answer is the one a made-up id gets, nothing of the victim is in it, and no row of the victim
 * has changed.
 */
const { db, url } = await testDatabase();
const { app } = await testServer(db);
const [victim, intruder] = [await buildWorld(app, db), await buildWorld(app, db)];
const observer = new pg.Client(url);
await observer.connect();
afterAll(() => observer.end());

/** A routes' answer for something unknown is usually 404; these answer questions about bills. */
const explainsUnknown = new Set(['POST /v1/vouchers/:code/validate']);

/** A fingerprint of every row of the business, read as the owner of the database. */
async function rowsOf(world: World): Promise<string> {
  const parts = (await tenantTables(observer)).map(
    (name) => `select '${name}' as name, count(*) as rows,
      md5(coalesce(string_agg(md5(t::text), '' order by t::text), '')) as hash
      from ${name} t where tenant_id = ${world.tenant.id}`,
  );
  return JSON.stringify((await observer.query(parts.join(' union all '))).rows);
}

async function send(route: AnyRoute, request: SampleRequest) {
  const headers = route.access === 'member' ? await intruder.member() : intruder.staff.owner;
  const answer = await app.inject({ ...request, headers } as never);
  const { requestId: _, ...rest } = parsed(answer.body);
  return { status: answer.statusCode, body: answer.body, comparable: rest };
}

const parsed = (body: string): Record<string, unknown> => {
  try {
    return JSON.parse(body);
  } catch {
    return { text: body };
  }
};

const named = (list: readonly AnyRoute[]) =>
  list.map((route) => [`${route.method} ${route.url}`, route] as const);
const closed = routes.filter((route) => route.access !== 'public');

function subjectOf(route: AnyRoute, request: SampleRequest): string {
  const at = route.url.split('/').findIndex((part) => part.startsWith(':'));
  return request.url.split('?')[0]?.split('/')[at] as string;
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;
const changed = (text: string) => text.replace(uuid, () => crypto.randomUUID());

const idsOfQuery = (route: AnyRoute): string[] =>
  Object.entries((route.query?.properties ?? {}) as Record<string, { format?: string }>)
    .filter(([, schema]) => schema.format === 'uuid')
    .map(([name]) => name);

// There are two walls: the tenant in every statement, and row-level security behind it. The second
// run takes the second wall away, so that the first is seen to stand by itself.
describe.each(['behind both walls', 'by the statements alone'])('%s', (walls) => {
  beforeAll(async () => {
    if (walls === 'by the statements alone') await removeRowSecurity();
  });

  describe.each(named(closed.filter((route) => resourceOf(route) !== undefined)))(
    'an id in the path: %s',
    (name, route) => {
      test('is as unknown as any', async () => {
        const theirs = await sampleRequest(route, victim);
        const before = await rowsOf(victim);
        const subject = subjectOf(route, theirs);
        const madeUp = { ...theirs, url: theirs.url.replace(subject, unknownSubject(subject)) };
        const [foreign, unknown] = [await send(route, theirs), await send(route, madeUp)];
        expect(foreign.comparable).toEqual(unknown.comparable);
        expect(foreign.status).toBe(explainsUnknown.has(name) ? 200 : 404);
        expect(foreign.body).not.toContain(victim.mark);
        expect(await rowsOf(victim)).toBe(before);
      });
    },
  );

  describe.each(named(closed.filter((route) => route.body)))(
    'an id in the body: %s',
    (_n, route) => {
      test('is as unknown as any', async ({ skip }) => {
        const theirs = JSON.stringify((await sampleRequest(route, victim)).payload);
        if (changed(theirs) === theirs) skip('the body names nothing');
        const before = await rowsOf(victim);
        const { url, method } = await sampleRequest(route, intruder);
        const foreign = await send(route, { method, url, payload: JSON.parse(theirs) });
        const unknown = await send(route, { method, url, payload: JSON.parse(changed(theirs)) });
        expect(foreign.comparable).toEqual(unknown.comparable);
        expect(foreign.body).not.toContain(victim.mark);
        expect(await rowsOf(victim)).toBe(before);
      });
    },
  );

  test('a member’s session opens no other business, whatever its cookie is called', async () => {
    const { cookie = '' } = await intruder.member();
    const renamed = cookie.replace(intruder.tenant.slug, victim.tenant.slug);
    const answer = await app.inject({ url: '/v1/member/sessions', headers: { cookie: renamed } });
    expect(answer.statusCode).toBe(401);
  });

  describe.each(named(closed.filter((route) => route.method === 'GET' && !resourceOf(route))))(
    'a list: %s',
    (_name, route) => {
      test('holds nothing of another business, whatever id it is asked by', async () => {
        const own = await sampleRequest(route, intruder);
        const plain = await send(route, own);
        expect(plain.body).not.toContain(victim.mark);
        for (const parameter of idsOfQuery(route)) {
          const by = (id: string) =>
            send(route, {
              ...own,
              url: `${own.url}${own.url.includes('?') ? '&' : '?'}${parameter}=${id}`,
            });
          const foreign = await by(victim.customerId);
          expect(foreign.body).not.toContain(victim.mark);
          if (parameter !== 'cursor') {
            expect(foreign.comparable).toEqual((await by(crypto.randomUUID())).comparable);
          }
        }
      });
    },
  );
});

async function removeRowSecurity(): Promise<void> {
  const { rows } = await observer.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class
     where relrowsecurity and relnamespace = 'public'::regnamespace`,
  );
  for (const { name } of rows) {
    await observer.query(
      `alter table ${name} disable row level security, no force row level security`,
    );
  }
}
