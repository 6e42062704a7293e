import type { Programme } from '@quen/contracts/programme.ts';
import { expect, test } from 'vitest';
import { sql, type Tenant } from '../../platform/db.ts';
import { businessWith, expectVerified, receipt } from '../../test/business.ts';
import { testDatabase } from '../../test/harness.ts';
import { testServer } from '../../test/server.ts';
import { issueKey } from '../access/index.ts';
import { postOrders } from '../posting/index.ts';
import {
  applyLadder,
  diffProgrammes,
  parseProgramme,
  publishProgramme,
  starterProgramme,
} from './index.ts';

const { db, clock } = await testDatabase();
const { app, config } = await testServer(db);

async function shopWithKey(): Promise<{ shop: Tenant; headers: Record<string, string> }> {
  const shop = await businessWith(db);
  const { key } = await db.tx(shop, 'test', (tx) =>
    issueKey(tx, { name: 'test', scopes: ['programme.read', 'programme.write'] }),
  );
  return { shop, headers: { authorization: `Bearer ${key}` } };
}

test('publishing makes the next version; editing from an old one is refused', async () => {
  const { headers } = await shopWithKey();
  const first = (await app.inject({ url: '/v1/programme', headers })).json();
  expect(first).toMatchObject({ version: 1, effectiveAt: null });
  const document = {
    ...first.document,
    earnRules: [{ ...first.document.earnRules[0], points: 2 }],
  };
  const put = (expectedVersion: number) =>
    app.inject({
      method: 'PUT',
      url: '/v1/programme',
      headers,
      payload: { document, expectedVersion, note: 'Gấp đôi' },
    });
  expect((await put(1)).json()).toMatchObject({
    version: 2,
    note: 'Gấp đôi',
    effectiveAt: clock.now().toISOString(),
  });
  const stale = await put(1);
  expect(stale.statusCode).toBe(409);
  expect(stale.json()).toMatchObject({
    code: 'programme_version_conflict',
    details: { current: 2 },
  });
  const versions = (await app.inject({ url: '/v1/programme/versions', headers })).json();
  expect(versions.items.map((v: { version: number }) => v.version)).toEqual([2, 1]);
  expect((await app.inject({ url: '/v1/programme?version=1', headers })).json().document).toEqual(
    first.document,
  );
});

test('ten publishers at once: one version', async () => {
  const shop = await businessWith(db);
  const document = starterProgramme(shop, clock.now());
  const results = await Promise.allSettled(
    Array.from({ length: 10 }, () =>
      db.tx(shop, 'test', (tx) => publishProgramme(tx, document, { expected: 1 })),
    ),
  );
  expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
});

test('an order is decided by the version in force when it was placed', async () => {
  const shop = await businessWith(db);
  clock.set('2026-11-21T03:00:00Z');
  await db.tx(shop, 'test', (tx) => {
    const starter = { ...starterProgramme(shop, tx.now), startsOn: null };
    return publishProgramme(
      tx,
      { ...starter, earnRules: starter.earnRules.map((r) => ({ ...r, points: 3 })) },
      { expected: 1 },
    );
  });
  clock.set('2026-11-21T05:00:00Z');
  const outcomes = await db.tx(shop, 'test', (tx) =>
    postOrders(tx, [
      receipt({ placedAt: '2026-11-21T02:59:59Z', total: 100_000 }),
      receipt({ placedAt: '2026-11-21T03:00:00Z', total: 100_000 }),
    ]),
  );
  expect(outcomes.map((o) => (o.status === 'rejected' ? o : o.pointsEarned))).toEqual([10, 30]);
  await expectVerified(db, shop);
  clock.set('2026-11-21T03:00:00Z');
});

test('a preview says what would change and who would move, and writes nothing', async () => {
  const { shop, headers } = await shopWithKey();
  await db.tx(shop, 'test', (tx) =>
    postOrders(
      tx,
      [1, 2, 3].map((n) => receipt({ customer: { phone: `090100000${n}` }, total: n * 1_000_000 })),
    ),
  );
  const { document } = (await app.inject({ url: '/v1/programme', headers })).json() as {
    document: Programme;
  };
  const easier = {
    ...document,
    tiers: document.tiers.map((t) =>
      t.key === 'gold' ? { ...t, threshold: 3_000_000, keep: 2_500_000 } : t,
    ),
  };
  const answer = await app.inject({
    method: 'POST',
    url: '/v1/programme/preview',
    headers,
    payload: { document: easier },
  });
  expect(answer.json()).toEqual({
    valid: true,
    problems: [],
    changes: [
      {
        section: 'tiers',
        key: 'gold',
        field: 'threshold',
        kind: 'changed',
        before: 5_000_000,
        after: 3_000_000,
      },
      {
        section: 'tiers',
        key: 'gold',
        field: 'keep',
        kind: 'changed',
        before: 4_000_000,
        after: 2_500_000,
      },
    ],
    tierMoves: [{ from: 'silver', to: 'gold', customers: 1 }],
  });
  const bad = { ...document, earnRules: [{ ...document.earnRules[0], wallet: 'stars' }] };
  const refused = await app.inject({
    method: 'POST',
    url: '/v1/programme/preview',
    headers,
    payload: { document: bad },
  });
  expect(refused.json()).toMatchObject({
    valid: false,
    problems: [{ path: '/earnRules/0/wallet' }],
  });

  await db.tx(shop, 'test', (tx) => publishProgramme(tx, easier, { expected: 1 }));
  await applyLadder.run({
    payload: {},
    db,
    tenant: shop,
    config,
    log: app.log as never,
    signal: new AbortController().signal,
  });
  const tiers = await db.tx(shop, 'test', (tx) =>
    tx.rows(sql`select tier from standings order by spent`),
  );
  expect(tiers).toEqual([{ tier: 'member' }, { tier: 'silver' }, { tier: 'gold' }]);
  await expectVerified(db, shop);
});

test('a document that is wrong in two places is refused with both, in both languages', async () => {
  const { headers } = await shopWithKey();
  const { document } = (await app.inject({ url: '/v1/programme', headers })).json();
  const tiers = [{ ...document.tiers[0], name: { vi: '', en: '' } }, ...document.tiers.slice(1)];
  const refused = await app.inject({
    method: 'PUT',
    url: '/v1/programme',
    headers,
    payload: {
      document: { ...document, tiers, rfm: { ...document.rfm, lostDays: 30 } },
      expectedVersion: 1,
    },
  });
  expect(refused.statusCode).toBe(422);
  expect(refused.json()).toMatchObject({
    code: 'programme_invalid',
    message: { vi: expect.stringContaining('Hạng thứ 1: tên còn trống. Nhóm khách: ') },
    details: {
      problems: [
        { path: '/tiers/0/name', message: { en: 'Tier 1: the name is empty.' } },
        { path: '/rfm/lostDays' },
      ],
    },
  });
});

test('a document that refers to what is not there is refused, naming the place', () => {
  const shop = { currency: 'VND', timeZone: 'Asia/Ho_Chi_Minh' } as Tenant;
  const good = starterProgramme(shop, clock.now());
  expect(parseProgramme(good, 'VND')).toEqual(good);
  const wrong: [object, string][] = [
    [{ wallets: [] }, '/wallets'],
    [{ tiers: [good.tiers[1], good.tiers[0]] }, '/tiers/1/threshold'],
    [{ tiers: [{ ...good.tiers[1], keep: 9_000_000 }] }, '/tiers/0/keep'],
    [{ earnRules: [good.earnRules[0], good.earnRules[0]] }, '/earnRules/1/key'],
    [
      {
        earnRules: [
          { ...good.earnRules[0], when: { field: 'customer.shoe_size', op: 'eq', value: 42 } },
        ],
      },
      '/earnRules/0/when',
    ],
    [{ rfm: { windowDays: 365, dormantDays: 90, lostDays: 90 } }, '/rfm/lostDays'],
    [{ surprise: true }, ''],
  ];
  for (const [change, path] of wrong) {
    expect(() => parseProgramme({ ...good, ...change }, 'VND')).toThrow(
      expect.objectContaining({
        code: 'programme_invalid',
        details: expect.objectContaining({ path: expect.stringContaining(path) }),
      }),
    );
  }
});

test('a difference is told by key and field, not by position', () => {
  const shop = { currency: 'VND', timeZone: 'Asia/Ho_Chi_Minh' } as Tenant;
  const before = starterProgramme(shop, clock.now());
  const after: Programme = { ...before, tiers: [...before.tiers.slice(1)], redemption: null };
  expect(diffProgrammes(before, after).map((c) => [c.section, c.key, c.field, c.kind])).toEqual([
    ['redemption', null, null, 'removed'],
    ['tiers', 'member', null, 'removed'],
  ]);
  expect(diffProgrammes(before, before)).toEqual([]);
});
