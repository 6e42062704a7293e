import { keyScopes, rolePermissions, roles } from '@quen/contracts/permissions.ts';
import { describe, expect, test } from 'vitest';
import { routes } from '../main/routes.ts';
import type { AnyRoute } from '../platform/route.ts';
import { testDatabase } from './harness.ts';
import { sampleRequest } from './samples.ts';
import { testServer } from './server.ts';
import { buildWorld } from './world.ts';

/**
 * The authorisation matrix: every registered route × everybody who may knock, against what the
 * route declares. A route that is added is in it at once.
 */
const { db } = await testDatabase();
const { app } = await testServer(db);
const [own, other] = [await buildWorld(app, db), await buildWorld(app, db)];

type Headers = Record<string, string>;
type Outcome = 'allowed' | 'unauthenticated' | 'forbidden';

let requests = 0;
/** Sends a request as the caller; what the door said, and the rest of the answer. */
async function knock(request: object, headers: Headers) {
  const n = ++requests;
  const answer = await app.inject({
    ...request,
    headers: { ...(request as { headers?: Headers }).headers, ...headers },
    // An address each: the limits by address are tested elsewhere.
    remoteAddress: `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`,
  });
  const problem = String(answer.headers['content-type']).includes('problem+json');
  const code = problem ? (answer.json().code as string) : '';
  const outcome: Outcome = code === 'unauthenticated' || code === 'forbidden' ? code : 'allowed';
  return { outcome, status: answer.statusCode, code, body: answer.body };
}

async function fresh(route: AnyRoute, headers: Headers) {
  return knock(await sampleRequest(route, own), headers);
}

const strangers: Record<string, Headers> = {
  'no key': {},
  'a malformed key': { authorization: 'Bearer qk_1_nonsense' },
  'no bearer': { authorization: `Basic ${btoa('a:b')}` },
  'a revoked key': own.revokedKey,
  'a forged session': {
    cookie: 'quen.session_token=forged.forged',
    'sec-fetch-site': 'same-origin',
  },
  'a forged member': { cookie: `quen_member_${own.tenant.slug}=${'A'.repeat(43)}` },
};

describe.each(routes.map((route) => [`${route.method} ${route.url}`, route] as const))(
  '%s',
  (_name, route) => {
    const { access } = route;
    const expectOutcome = async (headers: Headers, expected: Outcome, who: string) => {
      const got = await fresh(route, headers);
      expect({ who, outcome: got.outcome }).toEqual({ who, outcome: expected });
      expect(got.status, `${who}: ${got.body}`).toBeLessThan(500);
      return got;
    };

    test('strangers', async () => {
      for (const [who, headers] of Object.entries(strangers)) {
        await expectOutcome(headers, access === 'public' ? 'allowed' : 'unauthenticated', who);
      }
    });

    test('keys', async () => {
      if (access === 'public' || access === 'member') {
        const expected = access === 'public' ? 'allowed' : 'unauthenticated';
        await expectOutcome(own.fullKey, expected, 'a key with every scope');
        return;
      }
      if (access === 'signed-in') {
        await expectOutcome(await own.keyWith(['audit.read']), 'allowed', 'a key with any scope');
        return;
      }
      const without = keyScopes.filter((scope) => scope !== access);
      const refused = await expectOutcome(
        await own.keyWith(without),
        'forbidden',
        `a key with all but ${access}`,
      );
      expect(JSON.parse(refused.body).details).toEqual({ permission: access });
      if (keyScopes.includes(access)) {
        await expectOutcome(await own.keyWith([access]), 'allowed', `a key with ${access} alone`);
      }
    });

    test.each(roles)('staff: %s', async (role) => {
      const expected: Outcome =
        access === 'member'
          ? 'unauthenticated'
          : access === 'public' || access === 'signed-in' || rolePermissions[role].includes(access)
            ? 'allowed'
            : 'forbidden';
      await expectOutcome(own.staff[role], expected, role);
    });

    test('members', async () => {
      const expected = access === 'member' || access === 'public' ? 'allowed' : 'unauthenticated';
      await expectOutcome(await own.member(), expected, 'a member');
    });

    test('people and keys of another business find none of this one', async () => {
      const at = { 'x-quen-business': own.tenant.slug };
      const got = async (headers: Headers) => (await fresh(route, { ...headers, ...at })).code;
      if (access === 'public') return;
      if (access === 'member') {
        expect(await got(await other.member())).toBe('unauthenticated');
        return;
      }
      expect(await got(other.fullKey)).toBe('not_found');
      expect(await got(other.staff.owner)).toBe('not_found');
    });

    // So that "allowed" and, for another's ids, "not found" were said of a request that is in order.
    // Public links carry signatures, which their own tests make.
    test.skipIf(access === 'public')('the sample is one the route takes', async () => {
      const headers = access === 'member' ? await own.member() : own.staff.owner;
      const got = await fresh(route, headers);
      expect(
        [400, 404].includes(got.status) ? `${got.status} ${got.body}` : 'taken',
        `correct the sample of ${route.method} ${route.url} in server/test/samples.ts`,
      ).toBe('taken');
    });
  },
);

test('every route is declared once', () => {
  const names = routes.map((route) => `${route.method} ${route.url}`);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
