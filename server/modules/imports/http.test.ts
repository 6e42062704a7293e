import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import pino from 'pino';
import { afterAll, describe, expect, it } from 'vitest';
import { sql, type Tenant } from '../../platform/db.ts';
import { businessWith, expectVerified } from '../../test/business.ts';
import { testDatabase } from '../../test/harness.ts';
import { testServer } from '../../test/server.ts';
import { issueKey } from '../access/index.ts';
import { resolveCustomers } from '../customers/index.ts';
import { windows1258 } from './fixtures/files.ts';
import { forgetImport, importJob } from './index.ts';

const { db } = await testDatabase();
const dataFolder = mkdtempSync(join(tmpdir(), 'quen-uploads-'));
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));
const { app, config } = await testServer(db, { dataFolder, maxUploadBytes: 1024 * 1024 });

function form(
  content: string | Buffer,
  fields: Record<string, string> = {},
  name = 'đơn hàng.csv',
) {
  const boundary = '----quen';
  const parts = Object.entries(fields).map(
    ([key, value]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`,
  );
  return {
    payload: Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`,
      ),
      Buffer.from(content),
      // Fields may come after the file.
      Buffer.from(`\r\n${parts.join('')}--${boundary}--\r\n`),
    ]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}

async function shop() {
  const tenant = await businessWith(db);
  const { key } = await db.tx(tenant, 'staff:owner', (tx) =>
    issueKey(tx, { name: 'test', scopes: ['imports.write'] }),
  );
  const authorization = `Bearer ${key}`;
  const call = async (method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object) => {
    const answer = await app.inject({
      method,
      url: `/v1/imports${url}`,
      headers: { authorization },
      ...(payload ? { payload } : {}),
    });
    return { status: answer.statusCode, body: answer.json() };
  };
  const upload = async (...args: Parameters<typeof form>) => {
    const { payload, headers } = form(...args);
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/imports',
      headers: { ...headers, authorization },
      payload,
    });
    return { status: answer.statusCode, body: answer.json() };
  };
  const rejects = async (id: string, locale = 'vi') => {
    const answer = await app.inject({
      url: `/v1/imports/${id}/rejects.csv?locale=${locale}`,
      headers: { authorization },
    });
    return answer.payload;
  };
  return { tenant, call, upload, rejects };
}

/** Does the work that a worker would. */
const work = (
  tenant: Tenant,
  importId: string,
  dryRun: boolean,
  signal = new AbortController().signal,
) =>
  importJob.run({
    payload: { importId, dryRun },
    db,
    tenant,
    config,
    log: pino({ level: 'silent' }),
    signal,
  });

/** A transaction that is making a customer with this phone, and undoes it when let go. */
async function held(tenant: Tenant, phone: string): Promise<{ letGo(): void }> {
  const letGo = Promise.withResolvers<never>();
  const holding = Promise.withResolvers<void>();
  const undone = db.tx(tenant, 'test', async (tx) => {
    await resolveCustomers(tx, [{ phone }]);
    holding.resolve();
    return letGo.promise;
  });
  undone.catch(() => {});
  await holding.promise;
  return { letGo: () => letGo.reject(new Error('undone')) };
}

const orders = (tenant: Tenant) =>
  db.tx(tenant, 'test', (tx) =>
    tx.one<{ orders: number; revenue: number }>(sql`
      select count(*)::int as orders, coalesce(sum(total), 0)::bigint as revenue
      from orders where tenant_id = ${tenant.id}`),
  );

const sales = `Mã đơn;Ngày mua;SĐT;Khách hàng;Tổng tiền
HĐ1;20/05/2026;0912345678;Đặng Thị Ngọc Ánh;1.250.000
HĐ2;21/05/2026;0912345678;Đặng Thị Ngọc Ánh;50k
HĐ3;22/05/2026;123;Trần Văn Bảy;70.000
HĐ4;23/05/2026;0987654321;=HYPERLINK("x");-5.000
`;

describe('an import', () => {
  it('goes from the file to orders, says what it refused, and takes it when fixed', async () => {
    const { tenant, call, upload, rejects } = await shop();
    const { status, body } = await upload(windows1258(sales), { kind: 'orders', source: 'pos' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...{ state: 'uploaded', fileName: 'đơn hàng.csv', encoding: 'windows-1258', delimiter: ';' },
      columns: ['Mã đơn', 'Ngày mua', 'SĐT', 'Khách hàng', 'Tổng tiền'],
      mapping: {
        ...{ order: 'Mã đơn', at: 'Ngày mua', phone: 'SĐT' },
        ...{ name: 'Khách hàng', amount: 'Tổng tiền' },
      },
      missing: [],
      options: { source: 'pos' },
    });
    expect(body.preview[0]).toEqual([
      'HĐ1',
      '20/05/2026',
      '0912345678',
      'Đặng Thị Ngọc Ánh',
      '1.250.000',
    ]);

    expect((await call('POST', `/${body.id}/check`)).body.state).toBe('checking');
    await work(tenant, body.id, true);
    const checked = (await call('GET', `/${body.id}`)).body;
    expect(checked).toMatchObject({
      ...{ state: 'checked', totalRows: 4, rows: 0 },
      forecast: {
        ...{ rows: 4, posted: 2, rejected: 2, customers: 1, revenue: 1_300_000, points: 130 },
        ...{ dayOrder: 'dmy', dayOrderProven: true },
        reasons: [
          { code: 'invalid_phone', rows: 1, row: 4 },
          { code: 'amount_negative', rows: 1, row: 5 },
        ],
      },
    });
    expect(checked.forecast.reasons[1].message.vi).toContain('-5.000');
    expect((await orders(tenant))?.orders).toBe(0);

    expect((await call('POST', `/${body.id}/run`)).body.state).toBe('running');
    expect((await call('PATCH', `/${body.id}`, { mapping: {} })).body.code).toBe('import_state');
    await work(tenant, body.id, false);
    const done = (await call('GET', `/${body.id}`)).body;
    expect(done).toMatchObject({ state: 'done', rows: 4, posted: 2, duplicates: 0, rejected: 2 });
    expect(await orders(tenant)).toEqual({ orders: 2, revenue: 1_300_000 });
    expect(existsSync(join(dataFolder, 'uploads', String(tenant.id), body.id))).toBe(false);

    const csv = await rejects(body.id);
    expect(csv).toBe(
      `\u{feff}Mã đơn,Ngày mua,SĐT,Khách hàng,Tổng tiền,Lý do bị từ chối\r
HĐ3,22/05/2026,123,Trần Văn Bảy,70.000,Số điện thoại không hợp lệ.\r
HĐ4,23/05/2026,0987654321,"'=HYPERLINK(""x"")",'-5.000,Số âm “-5.000” ở cột “Tổng tiền”. Hàng trả lại không nhập bằng cách này.\r\n`,
    );
    expect(await rejects(body.id, 'en')).toContain('The phone number is not valid.');

    const fixed = csv.replace(',123,', ',0911111111,').replace("'-5.000", '5.000');
    const second = await upload(fixed, { source: 'pos' });
    await call('POST', `/${second.body.id}/run`);
    await work(tenant, second.body.id, false);
    expect((await call('GET', `/${second.body.id}`)).body).toMatchObject({
      posted: 2,
      rejected: 0,
    });

    const third = await upload(sales.replace('-5.000', '5.000').replace(';123;', ';0911111111;'), {
      source: 'pos',
    });
    await call('POST', `/${third.body.id}/run`);
    await work(tenant, third.body.id, false);
    expect((await call('GET', `/${third.body.id}`)).body).toMatchObject({
      posted: 0,
      duplicates: 4,
    });
    expect(await orders(tenant)).toEqual({ orders: 4, revenue: 1_375_000 });
    expect((await call('GET', '')).body.items).toHaveLength(3);
    await expectVerified(db, tenant);
  });

  it('cut off half way goes on where it was and counts each row once', async () => {
    const { tenant, call, upload } = await shop();
    const rows = Array.from(
      { length: 8000 },
      (_, i) => `D${i},20/05/2026,09${String(i < 3500 ? i % 400 : i % 900).padStart(8, '0')},1000`,
    );
    const bad = 'X1,20/05/2026,12,1000';
    const { body } = await upload(`Mã đơn,Ngày,SĐT,Tiền\n${bad}\n${rows.join('\n')}\n`);
    await call('PATCH', `/${body.id}`, { mapping: { ...body.mapping, amount: 'Tiền' } });
    await call('POST', `/${body.id}/run`);
    // Somebody else is just making one of the customers in the middle: the batch waits for them.
    const other = await held(tenant, '+84900000450');
    const stop = new AbortController();
    const first = work(tenant, body.id, false, stop.signal);
    while ((await call('GET', `/${body.id}`)).body.rows === 0) await setImmediate();
    stop.abort(new Error('the server stops'));
    other.letGo();
    await expect(first).rejects.toThrow('the server stops');
    const half = (await call('GET', `/${body.id}`)).body;
    expect(half).toMatchObject({ state: 'running' });
    expect(half.rows).toBeGreaterThan(0);
    expect(half.rows).toBeLessThan(8001);
    expect((await orders(tenant))?.orders).toBe(half.posted);
    await work(tenant, body.id, false);
    expect((await call('GET', `/${body.id}`)).body).toMatchObject({
      ...{ state: 'done', rows: 8001, posted: 8000, duplicates: 0, rejected: 1 },
      summary: { customers: 900, revenue: 8_000_000, reasons: [{ code: 'invalid_phone', row: 2 }] },
    });
    await expectVerified(db, tenant);
  });

  it('cancelled writes nothing more, and can be taken up again', async () => {
    const { tenant, call, upload } = await shop();
    const { body } = await upload(sales);
    await call('POST', `/${body.id}/run`);
    expect((await call('POST', `/${body.id}/cancel`)).body.state).toBe('cancelled');
    await work(tenant, body.id, false);
    expect((await orders(tenant))?.orders).toBe(0);
    expect((await call('POST', `/${body.id}/cancel`)).body.code).toBe('import_state');
    await call('POST', `/${body.id}/run`);
    await work(tenant, body.id, false);
    expect((await orders(tenant))?.orders).toBe(2);
    expect((await call('POST', `/${body.id}/run`)).body.code).toBe('import_state');
  });

  it('of a file that turns out broken fails with the reason, with nothing written', async () => {
    const { tenant, call, upload } = await shop();
    const lines = Array.from({ length: 600 }, (_, i) => `D${i},20/05/2026,1000`);
    const { body } = await upload(
      `Mã đơn,Ngày,Tổng tiền\n${lines.join('\n')}\nD600,"20/05/2026,1\n`,
    );
    await call('POST', `/${body.id}/run`);
    await work(tenant, body.id, false);
    expect((await call('GET', `/${body.id}`)).body).toMatchObject({
      state: 'failed',
      error: { code: 'csv_quote_open', message: { vi: expect.stringContaining('602') } },
    });
    expect((await orders(tenant))?.orders).toBe(0);
  });
});

describe('an upload', () => {
  it.each([
    ['nothing', '', 'file_empty', 422],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'file_not_text', 422],
    ['two columns of one name', 'a,b,A\n1,2,3\n', 'duplicate_header', 422],
    ['more than is allowed', `a,b\n${'1,2\n'.repeat(300_000)}`, 'payload_too_large', 413],
  ])('of %s is refused and not kept', async (_, content, code, status) => {
    const { tenant, call, upload } = await shop();
    const answer = await upload(content);
    expect(answer).toMatchObject({ status, body: { code } });
    expect((await call('GET', '')).body.items).toEqual([]);
    const folder = join(dataFolder, 'uploads', String(tenant.id));
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
  });

  it('needs a form with a file, of a kind that exists', async () => {
    const { call, upload } = await shop();
    expect((await call('POST', '', { kind: 'orders' })).body.code).toBe('invalid_input');
    expect((await upload(sales, { kind: 'cats' })).body.code).toBe('invalid_input');
  });

  it('is looked at again when its encoding or delimiter is set by hand', async () => {
    const { call, upload } = await shop();
    const { body } = await upload(windows1258(sales));
    const wrong = await call('PATCH', `/${body.id}`, { encoding: 'windows-1252', delimiter: ',' });
    expect(wrong.body.columns).not.toEqual(body.columns);
    const right = await call('PATCH', `/${body.id}`, { encoding: null, delimiter: null });
    expect(right.body).toMatchObject({ columns: body.columns, mapping: body.mapping });
    expect((await call('PATCH', `/${body.id}`, { mapping: { order: 'Không có' } })).body.code).toBe(
      'column_unknown',
    );
    const partial = await call('PATCH', `/${body.id}`, { mapping: { order: 'Mã đơn' } });
    expect(partial.body.missing).toEqual(['at', 'amount']);
    expect((await call('POST', `/${body.id}/run`)).body.code).toBe('mapping_incomplete');
  });

  it('is out of reach of other businesses, and forgotten in time', async () => {
    const [mine, other] = [await shop(), await shop()];
    const { body } = await mine.upload(sales);
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/rejects.csv'],
      ['POST', '/check'],
      ['POST', '/run'],
      ['POST', '/cancel'],
    ] as const) {
      expect((await other.call(method, `/${body.id}${path}`)).status).toBe(404);
    }
    expect((await other.call('PATCH', `/${body.id}`, { mapping: {} })).status).toBe(404);
    await forgetImport.run({
      payload: { importId: body.id },
      ...{ db, tenant: mine.tenant, config, log: pino({ level: 'silent' }) },
      signal: new AbortController().signal,
    });
    expect(existsSync(join(dataFolder, 'uploads', String(mine.tenant.id), body.id))).toBe(false);
    expect((await mine.call('GET', `/${body.id}`)).body.preview).toEqual([]);
    expect((await mine.call('POST', `/${body.id}/run`)).body.code).toBe('import_state');
  });
});
