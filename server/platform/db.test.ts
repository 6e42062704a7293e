import { expect, test } from 'vitest';
import { bareTenant, testDatabase } from '../test/harness.ts';
import { sql } from './db.ts';
import { uuidv7 } from './ids.ts';

const { db } = await testDatabase();
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

test('Vietnamese names are found without their marks', async () => {
  const row = await db.global((q) => q.one(sql`select quen_plain('Đặng Thị Ngọc ÁNH') as plain`));
  expect(row).toEqual({ plain: 'dang thi ngoc anh' });
});

test('uuidv7 carries its moment and ascends', () => {
  const at = new Date('1997-01-01T00:00:00Z');
  const id = uuidv7(at);
  expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(at.getTime());
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const many = Array.from({ length: 500 }, () => uuidv7(at));
  expect([...many].sort()).toEqual(many);
});
