import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Database, sql, type Tenant } from '../../platform/db.ts';
import { businessWith, expectVerified } from '../../test/business.ts';
import { testDatabase } from '../../test/harness.ts';
import { contactsOf } from '../customers/index.ts';
import { createStore } from '../tenants/index.ts';
import { temporaryFiles } from './fixtures/files.ts';
import { workbook } from './fixtures/xlsx.ts';
import { type ImportOptions, importFile, importOrders, type Reject } from './index.ts';

const { db } = await testDatabase();
const file = temporaryFiles();

const mapping = { order: 'Mã đơn', at: 'Ngày', phone: 'SĐT', amount: 'Tiền' };
const header = 'Mã đơn,Ngày,SĐT,Tiền\n';
const phoneOf = (i: number) => `09${String(i).padStart(8, '0')}`;

async function totals(tenant: Tenant, database: Database = db) {
  return database.tx(tenant, 'test', (tx) =>
    tx.one(sql`
      select count(*)::int as orders, coalesce(sum(total), 0)::bigint as revenue,
             (select count(*)::int from customers where tenant_id = ${tenant.id}) as customers,
             (select coalesce(sum((balances ->> 'points')::bigint), 0)::bigint
              from standings where tenant_id = ${tenant.id}) as points
      from orders where tenant_id = ${tenant.id}`),
  );
}

async function run(tenant: Tenant, content: string | Buffer, options: ImportOptions = {}) {
  const rejects: Reject[] = [];
  const result = await importOrders(db, tenant, 'test', file(content), mapping, {
    ...options,
    onRejects: (some) => void rejects.push(...some),
  });
  return { result, rejects: rejects.toSorted((a, b) => a.no - b.no) };
}

describe('importing orders', () => {
  it('brings any file in once, and no file in twice', async () => {
    const order = fc.record({
      customer: fc.nat(6),
      amount: fc.integer({ min: 0, max: 50_000_000 }),
      day: fc.integer({ min: 1, max: 28 }),
      month: fc.integer({ min: 1, max: 10 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(order, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        async (orders, batchSize) => {
          const tenant = await businessWith(db);
          const rows = orders.map(
            (o, i) =>
              `D${i},${o.day}/${o.month}/2026,${phoneOf(o.customer)},"${o.amount.toLocaleString('de-DE')}"`,
          );
          const content = `${header}${rows.join('\n')}\n`;
          const forecast = await run(tenant, content, { dryRun: true });
          expect(await totals(tenant)).toMatchObject({ orders: 0, customers: 0 });
          const first = await run(tenant, content, { batchSize });
          const expected = {
            orders: orders.length,
            revenue: orders.reduce((sum, o) => sum + o.amount, 0),
            customers: new Set(orders.map((o) => o.customer)).size,
          };
          expect(await totals(tenant)).toEqual({ ...expected, points: first.result.points });
          const told = {
            ...{ rows: orders.length, posted: orders.length, duplicates: 0, rejected: 0 },
            ...{ revenue: expected.revenue, customers: expected.customers },
          };
          expect(first.result).toMatchObject(told);
          expect(forecast.result).toMatchObject({ ...told, points: first.result.points });
          const again = await run(tenant, content);
          expect(again.result).toMatchObject({ posted: 0, duplicates: orders.length, revenue: 0 });
          expect(await totals(tenant)).toMatchObject(expected);
          await expectVerified(db, tenant);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('cut off anywhere and run again ends where one run ends', async () => {
    const tenant = await businessWith(db);
    const rows = Array.from(
      { length: 200 },
      (_, i) => `D${i},${1 + (i % 28)}/05/2026,${phoneOf(i % 17)},${i}000`,
    );
    const content = `${header}${rows.join('\n')}\n`;
    let batches = 0;
    await expect(
      run(tenant, content, {
        batchSize: 10,
        onBatch: async () => {
          if (++batches === 7) throw new Error('the power went out');
        },
      }),
    ).rejects.toThrow('the power went out');
    const partial = await totals(tenant);
    expect(partial?.orders).toBeGreaterThan(0);
    expect(partial?.orders).toBeLessThan(200);
    await run(tenant, content, { batchSize: 10 });
    expect(await totals(tenant)).toMatchObject({ orders: 200, customers: 17, revenue: 19_900_000 });
    await expectVerified(db, tenant);
  });

  it('rejects each bad row with its reason and takes the others', async () => {
    const tenant = await businessWith(db);
    const bad: [string, string][] = [
      ['B1,20/05/2026,0912345678,-50000', 'amount_negative'],
      ['B2,20/05/2026,0912345678,$50', 'unknown_currency'],
      ['B3,20/05/1026,0912345678,50000', 'order_date_out_of_range'],
      ['B4,20/05/2099,0912345678,50000', 'order_date_out_of_range'],
      ['B5,31/02/2026,0912345678,50000', 'date_unreadable'],
      ['B6,hôm qua,0912345678,50000', 'date_unreadable'],
      ['B7,20/05/2026,12345,50000', 'invalid_phone'],
      ['B8,20/05/2026,9.12E+08,50000', 'scientific_notation'],
      ['1.23457E+11,20/05/2026,0912345678,50000', 'scientific_notation'],
      [',20/05/2026,0912345678,50000', 'value_missing'],
      ['B9,20/05/2026,0912345678,', 'value_missing'],
      ['B10,20/05/2026,0912345678,năm mươi', 'amount_unreadable'],
      ['B11,20/05/2026,0912345678,"50,5"', 'amount_fraction'],
      ['B12,20/05/2026,0912345678,99999999999999', 'amount_out_of_range'],
      [`B13,20/05/2026,0912345678,${'9'.repeat(10 * 1024 * 1024)}`, 'cell_too_long'],
      ['B14,20/05/2026,0912345678,50000,extra', 'row_too_many_cells'],
      [`${'B'.repeat(201)},20/05/2026,0912345678,50000`, 'value_too_long'],
      ['G1,20/05/2026,0912345678,60000', 'order_conflict'],
    ];
    const good = [
      'G1,20/05/2026,0912345678,50000',
      'G2,21/05/2026,Khách lẻ,1tr5',
      'G3,22/05/2026,,0',
    ];
    const content = `${header}${[...good, ...bad.map(([row]) => row)].join('\n')}\n`;
    for (const dryRun of [true, false]) {
      const { result, rejects } = await run(tenant, content, { dryRun, batchSize: 4 });
      if (!dryRun) {
        expect(rejects.map((r) => r.code)).toEqual(bad.map(([, code]) => code));
        expect(rejects.map((r) => r.no)).toEqual(bad.map((_, i) => i + 5));
        // As the file has it, not as the instant of UTC that it became.
        expect(rejects[3]?.details).toEqual({ placedAt: '20/05/2099' });
      }
      expect(result).toMatchObject({ rows: 21, posted: 3, rejected: 18, revenue: 1_550_000 });
    }
    expect(await totals(tenant)).toMatchObject({ orders: 3, customers: 1 });
    await expectVerified(db, tenant);
  });

  it('refuses a file that breaks in the middle before anything is posted', async () => {
    const tenant = await businessWith(db);
    const rows = Array.from({ length: 50 }, (_, i) => `D${i},20/05/2026,${phoneOf(i)},1000`);
    await expect(
      run(tenant, `${header}${rows.join('\n')}\nD99,"20/05/2026,091,5\n`, { batchSize: 5 }),
    ).rejects.toMatchObject({ code: 'csv_quote_open' });
    expect(await totals(tenant)).toMatchObject({ orders: 0, customers: 0 });
  });

  it('decides day and month by the whole column', async () => {
    const tenant = await businessWith(db);
    const american = `${header}A,01/02/2026,,1000\nB,03/04/2026,,1000\nC,05/13/2026,,1000\n`;
    const { result } = await run(tenant, american);
    expect(result).toMatchObject({
      dayOrder: 'mdy',
      dayOrderProven: true,
      firstAt: '2026-01-01T17:00:00.000Z',
      lastAt: '2026-05-12T17:00:00.000Z',
    });
    const told = async (date: string) =>
      (await run(tenant, `${header}X${date},${date},,1000\n`, { dryRun: true })).result;
    expect(await told('01/02/2026')).toMatchObject({ dayOrder: 'dmy', dayOrderProven: false });
    expect(await told('2026-01-02')).toMatchObject({ dayOrderProven: true });
    expect(await told('05/05/2026')).toMatchObject({ dayOrderProven: true });
  });

  it('counts a person once, by whatever keys they come', async () => {
    const tenant = await businessWith(db);
    const rows = Array.from({ length: 60 }, (_, i) => {
      const phone = phoneOf(i % 20);
      const written = [phone, `${phone.slice(0, 4)} ${phone.slice(4)}`, `+84${phone.slice(1)}`];
      return `${i},20/05/2026,${written[i % 3]},1000`;
    });
    const text = `${header}${rows.join('\n')}\n`;
    const foreseen = await run(tenant, text, { dryRun: true, batchSize: 7 });
    expect(foreseen.result).toMatchObject({ posted: 60, customers: 20 });
    const { result } = await run(tenant, text, { batchSize: 7 });
    expect(result).toMatchObject({ posted: 60, customers: 20 });
    expect(await totals(tenant)).toMatchObject({ customers: 20 });
  });

  it('reads workbooks: real dates, lost zeros, numbers', async () => {
    const tenant = await businessWith(db);
    const book = workbook([
      ['Mã đơn', 'Ngày', 'SĐT', 'Tiền'],
      [1001, { date: 46_162.5 }, 912_345_678, 150_000],
      [1002, '21/05/2026', '0912 345 678', '50k'],
    ]);
    const { result } = await run(tenant, book);
    expect(result).toMatchObject({ posted: 2, revenue: 200_000, customers: 1 });
    expect(result.firstAt).toBe('2026-05-20T05:00:00.000Z');
  });

  it('knows a store by its code or its name', async () => {
    const tenant = await businessWith(db);
    await db.tx(tenant, 'test', (tx) => createStore(tx, { code: 'HG', name: 'Chi nhánh Hồ Gươm' }));
    const rows = ['A,20/05/2026,hg', 'B,20/05/2026,CHI NHANH HO GUOM', 'C,20/05/2026,Chi nhánh lạ'];
    const result = await importOrders(
      db,
      tenant,
      'test',
      file(`Mã,Ngày,Nơi,Tiền\n${rows.map((row) => `${row},1000`).join('\n')}\n`),
      { order: 'Mã', at: 'Ngày', store: 'Nơi', amount: 'Tiền' },
    );
    expect(result).toMatchObject({ posted: 2, rejected: 1, reasons: { unknown_store: 1 } });
  });

  it('makes one order of its lines, or none', async () => {
    const tenant = await businessWith(db);
    const lines = `Mã đơn,Ngày,SĐT,Hàng,SL,Thành tiền
L1,20/05/2026,0912345678,Bạc xỉu,2,58000
L1,20/05/2026,0912345678,Bánh,3,100000
L2,20/05/2026,0912345678,Bạc xỉu,1,29000
L2,20/05/2026,0912345678,Bánh,một,33000
`;
    const rejects: Reject[] = [];
    const result = await importOrders(
      db,
      tenant,
      'test',
      file(lines),
      {
        ...{ order: 'Mã đơn', at: 'Ngày', phone: 'SĐT' },
        ...{ product: 'Hàng', quantity: 'SL', lineAmount: 'Thành tiền' },
      },
      { onRejects: (some) => void rejects.push(...some) },
    );
    expect(result).toMatchObject({ rows: 4, posted: 1, rejected: 2, revenue: 158_000 });
    expect(rejects.map((r) => r.no)).toEqual([4, 5]);
    const kept = await db.tx(tenant, 'test', (tx) =>
      tx.rows(sql`
        select quantity, unit_price, discount, amount from order_lines
        where tenant_id = ${tenant.id} order by line_no`),
    );
    expect(kept).toEqual([
      { quantity: 2, unit_price: 29_000, discount: 0, amount: 58_000 },
      { quantity: 3, unit_price: 33_334, discount: 2, amount: 100_000 },
    ]);
  });

  it('stops between two batches when asked', async () => {
    const tenant = await businessWith(db);
    const rows = Array.from({ length: 100 }, (_, i) => `D${i},20/05/2026,${phoneOf(i)},1000`);
    const stop = new AbortController();
    await expect(
      run(tenant, `${header}${rows.join('\n')}\n`, {
        batchSize: 5,
        signal: stop.signal,
        onProgress: () => stop.abort(new Error('enough')),
      }),
    ).rejects.toThrow('enough');
    expect((await totals(tenant))?.orders).toBeLessThan(100);
    await expectVerified(db, tenant);
  });
});

describe('importing customers', () => {
  const people = `Họ tên,SĐT,Email,Ngày sinh,Giới tính,Nhãn,Nhận email
Đặng Thị Ngọc Ánh,0912345678,anh@example.com,29/02/1992,Nữ,"vip, skincare",Có
Trần Văn Bảy,0987654321,,15/8,Nam,,Không
Không Có Gì,,,,,,
Sai Ngày,0911111111,,31/02/1990,,,
`;
  const columns = {
    ...{ name: 'Họ tên', phone: 'SĐT', email: 'Email', birthday: 'Ngày sinh' },
    ...{ gender: 'Giới tính', tags: 'Nhãn', consentEmail: 'Nhận email' },
  };

  it('makes people, fills what is open, and overrules no withdrawal', async () => {
    const tenant = await businessWith(db);
    const once = () => importFile(db, tenant, 'test', 'customers', file(people), columns);
    expect(await once()).toMatchObject({
      ...{ rows: 4, posted: 2, duplicates: 0, rejected: 2, customers: 2 },
      reasons: { value_missing: 1, date_unreadable: 1 },
    });
    expect(await once()).toMatchObject({ posted: 0, duplicates: 2, customers: 0 });
    const rows = await db.tx(tenant, 'test', (tx) =>
      tx.rows<{ id: string; consents: number }>(sql`
        select id, full_name, birth_day, birth_month, birth_year, gender, tags,
               (select count(*)::int from consents x where x.tenant_id = c.tenant_id and x.customer_id = c.id) as consents
        from customers c where tenant_id = ${tenant.id} order by full_name`),
    );
    expect(rows).toMatchObject([
      { birth_day: 15, birth_month: 8, birth_year: null, gender: 'male', consents: 1 },
      { birth_day: 29, birth_year: 1992, gender: 'female', tags: ['skincare', 'vip'], consents: 1 },
    ]);
    const ids = rows.map((row) => row.id);
    const contacts = await db.tx(tenant, 'test', (tx) => contactsOf(tx, ids, 'email'));
    expect(ids.map((id) => contacts.get(id)?.marketing)).toEqual(['withdrawn', 'granted']);
    const flipped = people.replace(',,Không', ',,Có').replace('skincare",Có', 'skincare",Không');
    await importFile(db, tenant, 'test', 'customers', file(flipped), columns);
    const after = await db.tx(tenant, 'test', (tx) => contactsOf(tx, ids, 'email'));
    expect(ids.map((id) => after.get(id)?.marketing)).toEqual(['withdrawn', 'withdrawn']);
  });
});
