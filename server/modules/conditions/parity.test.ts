import {
  type Condition,
  type FieldDefinition,
  fieldCatalogue,
  type Leaf,
  type Operator,
  operatorsOf,
} from '@quen/contracts/conditions.ts';
import fc from 'fast-check';
import pg from 'pg';
import { expect, test } from 'vitest';
import type { Row, Tenant, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/db.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { bareTenant, testDatabase } from '../../test/harness.ts';
import { fieldsOf } from './evaluate.ts';
import {
  conditionSql,
  customerFacts,
  matches,
  matchingCustomers,
  parseCondition,
} from './index.ts';

/** Random customers with random lives, then random conditions: both evaluators must agree on all. */
const { db, url, clock } = await testDatabase();
const shop = await bareTenant(db);
const other = await bareTenant(db);
const DAY = 86_400_000;
const noise = seeded(20_261_121);

function seeded(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
const pick = <T>(list: readonly T[]): T => list[noise(list.length)] as T;
const maybe = <T>(value: T): T | null => (noise(3) === 0 ? null : value);

const names = ['Nguyễn Thị Ánh', 'trần đại nghĩa', 'LÊ ĐỨC', 'Ðinh Œdipe', '50% off_', 'Zoë ß', ''];
const tags = ['vip', 'tết', 'quà tặng', 'VIP'];
const tiers = ['silver', 'gold', 'diamond'];
const groups = ['champions', 'loyal', 'new', 'about_to_sleep', 'hibernating'];
const now = clock.now();
/** Moments around the edges of local days: 17:00Z is midnight in Ho Chi Minh City. */
const edges = [0, 1, 2, 29, 30, 31, 89, 90, 91, 180, 181, 364, 365, 366, 800].flatMap((days) => {
  const midnight = Date.UTC(2026, 10, 20, 17) - days * DAY;
  return [midnight - 1, midnight, midnight + 1, midnight + 12 * 3_600_000].map((t) => new Date(t));
});

async function makeBusiness(tx: Tx, tenant: Tenant, customers: number): Promise<void> {
  await insert(tx, 'programme_versions', [
    {
      tenant_id: tenant.id,
      version: 1,
      document: JSON.stringify({
        wallets: [{ key: 'points' }, { key: 'cash' }],
        tiers: [
          { key: 'silver', threshold: 1000 },
          { key: 'gold', threshold: 3000 },
          { key: 'diamond', threshold: 9000 },
        ],
        rfm: { windowDays: 365, dormantDays: 90, lostDays: 180 },
      }),
      effective_at: null,
      published_at: now,
      published_by: 'test',
    },
  ]);
  for (let i = 0; i < customers; i++) await makeCustomer(tx, tenant, i);
}

async function makeCustomer(tx: Tx, tenant: Tenant, i: number): Promise<void> {
  const id = uuidv7();
  const own = { tenant_id: tenant.id, customer_id: id };
  await insert(tx, 'customers', [
    {
      tenant_id: tenant.id,
      id,
      full_name: maybe(pick(names)),
      phone: maybe(`+8490${String(1_000_000 + i)}`),
      email: maybe(`khach${i}@example.com`),
      birth_month: maybe(1 + noise(12)),
      gender: maybe(pick(['female', 'male', 'other'])),
      card_code: `C${i}`,
      tags: tags.filter(() => noise(3) === 0),
      source: 'test',
      created_at: pick(edges),
      updated_at: now,
      bucket: 0,
    },
  ]);
  if (noise(5) === 0) return;
  const orders = Array.from({ length: noise(6) }, (_, n) => {
    const total = pick([0, 100, 500, 1000, 3000]);
    const returned = noise(4) === 0 ? total : 0;
    return { at: pick(edges), total, returned, external_id: `${i}-${n}` };
  });
  await insert(
    tx,
    'orders',
    orders.map(({ at, total, returned, external_id }) => ({
      ...own,
      id: uuidv7(),
      source: 'pos',
      external_id,
      channel: 'pos',
      placed_at: at,
      total,
      bill: total,
      returned,
      fingerprint: '',
      recorded_at: now,
      recorded_by: 'test',
    })),
  );
  const balances: Record<string, number> = {};
  for (const wallet of ['points', 'cash']) {
    if (noise(3) > 0) balances[wallet] = await makeLot(tx, own, wallet);
  }
  const times = orders.map((order) => order.at).sort((a, b) => a.getTime() - b.getTime());
  await insert(tx, 'standings', [
    {
      ...own,
      orders: orders.length,
      spent: orders.reduce((sum, order) => sum + order.total - order.returned, 0),
      first_order_at: times.at(0) ?? null,
      last_order_at: times.at(-1) ?? null,
      tier: maybe(pick([...tiers, 'retired'])),
      balances: JSON.stringify(balances),
    },
  ]);
  if (noise(2) === 0) {
    await insert(tx, 'customer_scores', [
      {
        ...own,
        recency: 1 + noise(5),
        frequency: 1 + noise(5),
        monetary: 1 + noise(5),
        rfm_group: pick(groups),
        value_group: pick(['high', 'medium', 'attention']),
        orders: 1,
        spent: 1,
        last_order_at: now,
      },
    ]);
  }
}

async function makeLot(tx: Tx, own: Row, wallet: string): Promise<number> {
  const amount = pick([1, 50, 500]);
  const id = uuidv7();
  await insert(tx, 'transfers', [
    {
      ...own,
      id,
      wallet,
      debit: 'issued',
      credit: 'customer',
      amount,
      at: now,
      kind: 'earn',
      cause_kind: 'order',
      why: '{}',
      recorded_at: now,
      recorded_by: 'test',
      remaining: pick([0, amount]),
      usable_at: now,
      expires_at: maybe(new Date(now.getTime() + pick([-1, 1, 29, 30, 31, 32, 90]) * DAY)),
    },
  ]);
  return amount;
}

async function insert(tx: Tx, table: string, rows: Row[]): Promise<void> {
  for (const row of rows) {
    const columns = Object.keys(row);
    await tx.run({
      text: `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, n) => `$${n + 1}`).join(', ')})`,
      values: Object.values(row),
      name: undefined,
    });
  }
}

await db.tx(shop, 'test', (tx) => makeBusiness(tx, shop, 300));
await db.tx(other, 'test', (tx) => makeBusiness(tx, other, 20));

// Without statistics the planner takes every table for nearly empty.
const owner = new pg.Client(url);
await owner.connect();
await owner.query('analyze');
await owner.end();

const customerFields = fieldCatalogue.filter(({ key }) => key.startsWith('customer.'));

const number = fc.oneof(
  fc.constantFrom(0, 1, 2, 3, 30, 50, 89, 90, 91, 180, 500, 1000, 3000, -1, 2 ** 53 - 1),
  fc.integer({ min: -10, max: 10_000 }),
);
const date = fc.constantFrom(...edges).map((at) => at.toISOString().slice(0, 10));

function textFor(definition: FieldDefinition): fc.Arbitrary<string> {
  if (definition.type === 'tags') return fc.constantFrom(...tags, 'none');
  if (definition.choices) return fc.constantFrom(...definition.choices.map(({ value }) => value));
  if (definition.type === 'choice') return fc.constantFrom(...tiers, 'retired');
  return fc.oneof(
    fc.constantFrom(
      'anh',
      'ÁNH',
      'Nguyễn',
      'le duc',
      'Lê Đức',
      '%',
      '_',
      '50% OFF_',
      'ß',
      'n',
      ' d',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }).filter((s) => s.trim() !== ''),
  );
}

function valueFor(definition: FieldDefinition, op: Operator): fc.Arbitrary<Leaf['value']> {
  switch (op) {
    case 'is_set':
    case 'is_not_set':
      return fc.constant(undefined);
    case 'between':
      return fc.tuple(number, number).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);
    case 'before':
    case 'after':
      return date;
    case 'within_days':
    case 'not_within_days':
      return fc.constantFrom(1, 2, 3, 30, 31, 90, 91, 180, 181, 36_525);
    case 'in':
    case 'not_in':
      return fc.array(textFor(definition), { minLength: 1, maxLength: 4 });
    default:
      if (definition.type === 'boolean') return fc.boolean();
      if (definition.type === 'number' || definition.type === 'money') return number;
      return textFor(definition);
  }
}

function leafOf(definition: FieldDefinition, op: Operator): fc.Arbitrary<Leaf> {
  return valueFor(definition, op).map((value) => ({
    field: definition.key,
    op,
    ...(value === undefined ? {} : { value }),
  }));
}

const pairs = customerFields.flatMap((definition) =>
  operatorsOf[definition.type].map((op) => [definition, op] as const),
);
const anyLeaf = fc.constantFrom(...pairs).chain(([definition, op]) => leafOf(definition, op));
const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    anyLeaf,
    fc.record({ all: fc.array(tie('tree'), { maxLength: 4 }) }),
    fc.record({ any: fc.array(tie('tree'), { minLength: 1, maxLength: 4 }) }),
    fc.record({ not: tie('tree') }),
  ),
}));

/** Asks both evaluators about everyone, in each of the forms the SQL comes in. */
async function agree(condition: Condition): Promise<number> {
  const parsed = parseCondition(structuredClone(condition));
  return db.tx(shop, 'test', async (tx) => {
    const everyone = (
      await tx.rows<{ id: string }>(sql`select id from customers c where c.tenant_id = ${shop.id}`)
    ).map(({ id }) => id);
    const facts = await customerFacts(tx, everyone, fieldsOf(parsed));
    expect(facts.size).toBe(everyone.length);
    const expected = everyone.filter((id) => matches(parsed, facts.get(id) as never)).sort();
    const ids = async (statement: ReturnType<typeof sql>) =>
      (await tx.rows<{ id: string }>(statement)).map(({ id }) => id).sort();
    expect(await ids(matchingCustomers(parsed, shop, tx.now))).toEqual(expected);
    const half = everyone.slice(0, 150);
    expect(await ids(matchingCustomers(parsed, shop, tx.now, half))).toEqual(
      expected.filter((id) => half.includes(id)),
    );
    const within = conditionSql(parsed, shop, tx.now);
    expect(
      await ids(sql`select c.id from customers c where c.tenant_id = ${shop.id} and ${within}`),
    ).toEqual(expected);
    expect(
      await ids(sql`select c.id from customers c where c.tenant_id = ${shop.id} and not ${within}`),
    ).toEqual(everyone.filter((id) => !expected.includes(id)).sort());
    return expected.length;
  });
}

test.each(pairs.map(([definition, op]) => ({ field: definition.key, op, definition })))(
  'both evaluators agree: $field $op',
  async ({ definition, op }) => {
    await fc.assert(
      fc.asyncProperty(leafOf(definition, op), async (leaf) => {
        await agree(leaf);
      }),
      { numRuns: 12 },
    );
  },
);

test('both evaluators agree on random trees', async () => {
  await fc.assert(
    fc.asyncProperty(tree, async (condition) => {
      await agree(condition);
    }),
    { numRuns: 250 },
  );
});

test('the sample is not trivial: each field tells some customers apart', async () => {
  const told = await db.tx(shop, 'test', async (tx) => {
    const ids = await tx.rows<{ id: string }>(
      sql`select id from customers where tenant_id = ${shop.id}`,
    );
    const facts = await customerFacts(
      tx,
      ids.map(({ id }) => id),
      customerFields.map(({ key }) => key),
    );
    return customerFields.map(({ key }) => [
      key,
      new Set([...facts.values()].map((f) => JSON.stringify(f[key]))).size > 1,
    ]);
  });
  expect(told.filter(([, differs]) => !differs)).toEqual([]);
});
