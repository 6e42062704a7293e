import { describe, expect, it } from 'vitest';
import { type Queryable, sql, type Tx } from '../../platform/db.ts';
import { bareTenant, testDatabase } from '../../test/harness.ts';
import { type CustomerRef, type ResolvedCustomer, resolveCustomers } from './index.ts';

const { db } = await testDatabase();

const idOf = (answer: ResolvedCustomer | undefined): string => {
  if (!answer || 'error' in answer) throw new Error(`refused: ${JSON.stringify(answer)}`);
  return answer.id;
};

/** The transaction with its statements counted. */
function counted(tx: Tx): { tx: Tx; statements: () => number } {
  let statements = 0;
  const proxy = new Proxy(tx, {
    get(target, name) {
      const value = Reflect.get(target, name, target) as unknown;
      if (typeof value !== 'function') return value;
      if (name === 'rows' || name === 'one' || name === 'run') statements++;
      return value.bind(target);
    },
  });
  return { tx: proxy, statements: () => statements };
}

async function shop() {
  const tenant = await bareTenant(db);
  const resolve = (...refs: CustomerRef[]) =>
    db.tx(tenant, 'system', (tx) => resolveCustomers(tx, refs));
  const customer = (id: string) =>
    db.tx(tenant, 'system', (tx: Queryable) =>
      tx.one(sql`select * from customers where tenant_id = ${tenant.id} and id = ${id}`),
    );
  const count = async (): Promise<number> => {
    const row = await db.tx(tenant, 'system', (tx) =>
      tx.one<{ n: number }>(
        sql`select count(*)::int as n from customers where tenant_id = ${tenant.id}`,
      ),
    );
    return row?.n ?? 0;
  };
  return { tenant, resolve, customer, count };
}

describe('resolveCustomers', () => {
  it('makes a newcomer once and finds them by every key they came with', async () => {
    const { resolve, customer } = await shop();
    const external = { source: 'pos', id: 'KH001' };
    const [made] = await resolve({
      phone: '0912 345 678',
      email: 'Ngoc.Anh@Example.com',
      externalId: external,
      name: '  Đặng  Thị Ngọc Ánh ',
    });
    expect(made).toMatchObject({ created: true });
    const id = idOf(made);
    const row = await customer(id);
    expect(row).toMatchObject({
      full_name: 'Đặng Thị Ngọc Ánh',
      search_name: 'dang thi ngoc anh',
      phone: '+84912345678',
      email: 'ngoc.anh@example.com',
      source: 'pos',
    });
    const card = String(row?.card_code);
    const again = await resolve(
      { id },
      { card },
      { card: `${card.slice(0, 4)} ${card.slice(4)}` },
      { externalId: external },
      { phone: '+84 912.345.678' },
      { email: 'NGOC.ANH@example.com' },
    );
    expect(again).toEqual(Array(6).fill({ id, created: false }));
  });

  it('takes two refs that name the same newcomer for one person', async () => {
    const { resolve, count } = await shop();
    const answers = await resolve(
      { phone: '0912345678' },
      { phone: '84912345678', email: 'a@example.com' },
      { email: 'a@example.com', externalId: { source: 'web', id: '7' } },
      { externalId: { source: 'web', id: '7' } },
    );
    expect(new Set(answers.map(idOf)).size).toBe(1);
    expect(answers.map((a) => 'created' in a && a.created)).toEqual([true, false, false, false]);
    expect(await count()).toBe(1);
  });

  it('fills in what it did not know and overwrites nothing', async () => {
    const { resolve, customer } = await shop();
    const [made] = await resolve({ phone: '0912345678' });
    const id = idOf(made);
    await resolve({ phone: '0912345678', name: 'Trần Văn Bảy', email: 'bay@example.com' });
    await resolve({ phone: '0912345678', name: 'Another Name', email: 'other@example.com' });
    expect(await customer(id)).toMatchObject({
      full_name: 'Trần Văn Bảy',
      email: 'bay@example.com',
    });
  });

  it('lets the highest key decide where the keys belong to two customers, and merges nothing', async () => {
    const { resolve, count, customer } = await shop();
    const [one, two] = await resolve(
      { externalId: { source: 'pos', id: '1' }, phone: '0912000001' },
      { phone: '0912000002', email: 'two@example.com' },
    );
    const [both] = await resolve({
      externalId: { source: 'pos', id: '1' },
      phone: '0912000002',
      email: 'two@example.com',
    });
    expect(idOf(both)).toBe(idOf(one));
    expect(await count()).toBe(2);
    expect(await customer(idOf(one))).toMatchObject({ phone: '+84912000001', email: null });
    expect(await customer(idOf(two))).toMatchObject({ phone: '+84912000002' });
  });

  it('refuses a bad ref without harming its neighbours', async () => {
    const { resolve } = await shop();
    const answers = await resolve(
      { phone: '12345' },
      { id: '018f0000-0000-7000-8000-000000000000', phone: '0912345678' },
      { id: 'not-an-id' },
      { card: '9123456789012' },
      { name: 'Only a name' },
      { email: 'nobody' },
      { externalId: { source: 'pos', id: 'a\u0000b' } },
      { phone: '0912345678' },
    );
    expect(answers.map((a) => ('error' in a ? a.error : 'found'))).toEqual([
      'invalid_phone',
      'not_found',
      'not_found',
      'not_found',
      'invalid_input',
      'invalid_email',
      'invalid_input',
      'found',
    ]);
  });

  it('needs one statement for those it knows and at most four otherwise', async () => {
    const { tenant, resolve } = await shop();
    const refs = Array.from({ length: 3000 }, (_, i) => ({
      phone: `09${String(i).padStart(8, '0')}`,
      name: `Khách ${i}`,
      externalId: { source: 'pos', id: String(i) },
    }));
    const statements = (given: CustomerRef[]) =>
      db.tx(tenant, 'system', async (tx) => {
        const watch = counted(tx);
        await resolveCustomers(watch.tx, given);
        return watch.statements();
      });
    await resolve(...refs.slice(0, 1000).map(({ phone }) => ({ phone })));
    expect(await statements(refs)).toBe(4);
    expect(await statements(refs)).toBe(1);
    expect(await statements(refs.map(({ externalId }) => ({ externalId })))).toBe(1);
  });

  it('keeps the earliest moment a newcomer of the past was seen', async () => {
    const { resolve, customer } = await shop();
    const [answer] = await resolve(
      { phone: '0912345678', createdAt: new Date('2024-05-01T00:00:00Z'), source: 'import' },
      { phone: '0912345678', createdAt: new Date('2023-05-01T00:00:00Z'), source: 'import' },
    );
    expect(await customer(idOf(answer))).toMatchObject({
      created_at: new Date('2023-05-01T00:00:00Z'),
      source: 'import',
    });
  });

  it('makes one customer of 50 concurrent firsts of the same phone', async () => {
    const { resolve, count } = await shop();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        resolve({ phone: '0987654321', ...(i % 2 ? { email: 'race@example.com' } : {}) }),
      ),
    );
    expect(new Set(answers.map(([a]) => idOf(a))).size).toBe(1);
    expect(await count()).toBe(1);
  });

  it('survives newcomers that cross each other in concurrent calls', async () => {
    const { resolve, count } = await shop();
    const phones = Array.from({ length: 40 }, (_, i) => `09330000${String(i).padStart(2, '0')}`);
    await Promise.all(
      Array.from({ length: 16 }, (_, worker) => {
        const mine = worker % 2 ? phones.toReversed() : phones;
        return resolve(...mine.map((phone) => ({ phone, email: `p${phone}@example.com` })));
      }),
    );
    expect(await count()).toBe(40);
  });

  it('keeps businesses apart', async () => {
    const [a, b] = [await shop(), await shop()];
    const [made] = await a.resolve({ phone: '0912345678' });
    const [other] = await b.resolve({ phone: '0912345678' });
    expect(idOf(other)).not.toBe(idOf(made));
    expect(await b.resolve({ id: idOf(made) })).toMatchObject([{ error: 'not_found' }]);
  });
});
