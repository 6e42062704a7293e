import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bareTenant, testDatabase } from '../test/harness.ts';
import { Database, RetryTransaction, sql, type Tx } from './db.ts';
import { DomainError } from './errors.ts';
import { uuidv7 } from './ids.ts';

const { db, url } = await testDatabase();
const a = await bareTenant(db);
const b = await bareTenant(db);

test('a tenant sees only its own rows, and cannot write into another', async () => {
  await db.tx(a, 'test', (tx) =>
    tx.run(sql`insert into stores (tenant_id, id, code, name, created_at)
               values (${a.id}, ${uuidv7()}, 'Q1', 'Quận 1', ${tx.now})`),
  );
  expect(await db.tx(a, 'test', (tx) => tx.rows(sql`select code from stores`))).toEqual([
    { code: 'Q1' },
  ]);
  expect(await db.tx(b, 'test', (tx) => tx.rows(sql`select code from stores`))).toEqual([]);
  await expect(
    db.tx(b, 'test', (tx) =>
      tx.run(sql`insert into stores (tenant_id, id, code, name, created_at)
                 values (${a.id}, ${uuidv7()}, 'Q2', 'Quận 2', ${tx.now})`),
    ),
  ).rejects.toThrow(/row-level security/);
});

test('without a tenant nothing is visible', async () => {
  expect(await db.global((q) => q.rows(sql`select code from stores`))).toEqual([]);
});

const addStore = (tx: Tx, code: string) =>
  tx.run(sql`insert into stores (tenant_id, id, code, name, created_at)
             values (${tx.tenant.id}, ${uuidv7()}, ${code}, 'A store', ${tx.now})`);
const storesOf = (tenant: typeof a) =>
  db.tx(tenant, 'test', (tx) => tx.rows(sql`select code from stores order by code`));

test('statements awaited together run in the order they were made', async () => {
  const shop = await bareTenant(db);
  const [, seen, , later] = await db.tx(shop, 'test', (tx) =>
    Promise.all([
      addStore(tx, 'A'),
      tx.rows(sql`select code from stores`),
      addStore(tx, 'B'),
      tx.rows(sql`select code from stores order by code`),
    ]),
  );
  expect(seen).toEqual([{ code: 'A' }]);
  expect(later).toEqual([{ code: 'A' }, { code: 'B' }]);
});

test('statements made while others are under way follow them', async () => {
  const shop = await bareTenant(db);
  const seen = await db.tx(shop, 'test', async (tx) => {
    const first = [tx.run(sql`select pg_sleep(0.05)`), addStore(tx, 'A')];
    await new Promise(setImmediate);
    const second = [addStore(tx, 'B'), tx.rows(sql`select code from stores order by code`)];
    await new Promise(setImmediate);
    const third = tx.rows(sql`select code from stores order by code`);
    await Promise.all([...first, third]);
    return Promise.all([second[1], third]);
  });
  expect(seen).toEqual([
    [{ code: 'A' }, { code: 'B' }],
    [{ code: 'A' }, { code: 'B' }],
  ]);
});

test('a statement that failed can be made again on the same connection', async () => {
  const single = new Database({ url, poolSize: 1 });
  const divided = (by: number) => single.global((q) => q.one(sql`select 10 / ${by}::int as share`));
  const misspelt = () => single.global((q) => q.one(sql`select cod from stores`));
  await expect(divided(0)).rejects.toThrow(/division by zero/);
  await expect(misspelt()).rejects.toThrow(/column "cod" does not exist/);
  expect(await divided(5)).toEqual({ share: 2 });
  await expect(divided(0)).rejects.toThrow(/division by zero/);
  await expect(misspelt()).rejects.toThrow(/column "cod" does not exist/);
  expect(await divided(2)).toEqual({ share: 5 });
  await single.close();
});

test('a value that cannot be a parameter harms no statement beside it', async () => {
  const shop = await bareTenant(db);
  const round: { self?: unknown } = {};
  round.self = round;
  await db.tx(shop, 'test', async (tx) => {
    const [before, refused, after] = await Promise.allSettled([
      tx.one(sql`select 'before' as word`),
      tx.one(sql`select ${round}::json as word`),
      tx.one(sql`select 'after' as word`),
    ]);
    expect(before).toMatchObject({ value: { word: 'before' } });
    expect(refused).toMatchObject({ reason: expect.any(TypeError) });
    expect(after).toMatchObject({ value: { word: 'after' } });
  });
});

test('an error tells where its statement was made', async () => {
  async function whoAsked() {
    await db.global((q) => q.one(sql`select 1 / 0`));
  }
  await expect(whoAsked()).rejects.toMatchObject({ stack: expect.stringContaining('whoAsked') });
});

test('of statements awaited together the one that broke is heard, as what its maker says it is', async () => {
  const shop = await bareTenant(db);
  const storing = db.tx(shop, 'test', async (tx) => {
    await addStore(tx, 'A');
    await Promise.all([
      addStore(tx, 'A').catch(async () => {
        // The way up may take a few turns.
        for (let i = 0; i < 20; i++) await Promise.resolve();
        throw new DomainError('duplicate', { what: 'A' });
      }),
      addStore(tx, 'B'),
      tx.rows(sql`select 1`),
    ]);
  });
  await expect(storing).rejects.toThrow(DomainError);
  expect(await storesOf(shop)).toEqual([]);
});

test('whoever goes on after the transaction failed writes nowhere', async () => {
  const shop = await bareTenant(db);
  let straggler: Promise<unknown> | undefined;
  await expect(
    db.tx(shop, 'test', (tx) => {
      straggler = storesOf(shop).then(() => addStore(tx, 'late'));
      return Promise.all([straggler, Promise.reject(new Error('refused'))]);
    }),
  ).rejects.toThrow('refused');
  await expect(straggler).rejects.toThrow(/not over/);
  expect(await storesOf(shop)).toEqual([]);
});

test('a failed statement that was kept quiet about is not committed as a success', async () => {
  const shop = await bareTenant(db);
  await expect(
    db.tx(shop, 'test', async (tx) => {
      await addStore(tx, 'A');
      await addStore(tx, 'A').catch(() => {});
    }),
  ).rejects.toThrow(/failed statement/);
  expect(await storesOf(shop)).toEqual([]);
});

test('what is left to the end of the transaction decides it too', async () => {
  const shop = await bareTenant(db);
  const result = await db.tx(shop, 'test', async (tx) => {
    tx.defer(addStore(tx, 'A'));
    return 'done';
  });
  expect(result).toBe('done');
  expect(await storesOf(shop)).toEqual([{ code: 'A' }]);

  const refused = (error: Error) =>
    Promise.reject(new DomainError('duplicate', { what: error.name }));
  await expect(
    db.tx(shop, 'test', async (tx) => {
      tx.defer(addStore(tx, 'A').catch(refused));
      return 'done';
    }),
  ).rejects.toThrow(DomainError);
  // The statement after it says only that it never ran.
  await expect(
    db.tx(shop, 'test', async (tx) => {
      tx.defer(addStore(tx, 'A').catch(refused));
      await addStore(tx, 'B');
    }),
  ).rejects.toThrow(DomainError);
  expect(await storesOf(shop)).toEqual([{ code: 'A' }]);
});

test('a transaction that asks for it is tried again from the start', async () => {
  const shop = await bareTenant(db);
  let attempts = 0;
  await db.tx(shop, 'test', async (tx) => {
    await addStore(tx, `attempt ${++attempts}`);
    if (attempts < 3) throw new RetryTransaction();
  });
  expect(await storesOf(shop)).toEqual([{ code: 'attempt 3' }]);
});

test('Vietnamese names are found without their marks', async () => {
  const row = await db.global((q) => q.one(sql`select quen_plain('Đặng Thị Ngọc ÁNH') as plain`));
  expect(row).toEqual({ plain: 'dang thi ngoc anh' });
});

test('a moment comes back as it was written, to the millisecond', async () => {
  const read = async (text: string) =>
    (await db.global((q) => q.one<{ at: Date | number }>(sql`select ${text}::timestamptz as at`)))
      ?.at;
  const moments = fc.date({
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  });
  await fc.assert(
    fc.asyncProperty(moments, async (moment) => {
      expect(await read(moment.toISOString())).toEqual(moment);
    }),
    { numRuns: 300 },
  );
  // Microseconds are cut, not rounded: a moment never comes back later than it was.
  expect(await read('2026-11-22 05:00:00.999999+00')).toEqual(new Date('2026-11-22T05:00:00.999Z'));
  expect(await read('2026-11-22 05:00:00.5+07')).toEqual(new Date('2026-11-21T22:00:00.500Z'));
  expect(await read('infinity')).toBe(Number.POSITIVE_INFINITY);
});

test('uuidv7 carries its moment and ascends', () => {
  const at = new Date('1997-01-01T00:00:00Z');
  const id = uuidv7(at);
  expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(at.getTime());
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const many = Array.from({ length: 500 }, () => uuidv7(at));
  expect([...many].sort()).toEqual(many);
});
