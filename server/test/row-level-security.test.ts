import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from './harness.ts';
import { testServer } from './server.ts';
import { buildWorld, tenantTables } from './world.ts';

/**
 * The second wall by itself: what the application's role can do with statements that have lost their
 * tenant filter, table by table, while it acts for another business.
 */
const { db, url } = await testDatabase();
const { app } = await testServer(db);
const [victim, intruder] = [await buildWorld(app, db), await buildWorld(app, db)];
const observer = new pg.Client(url);
await observer.connect();
const tables = await tenantTables(observer);
const as = new pg.Client(url);
await as.connect();
afterAll(() => Promise.all([observer.end(), as.end()]));

/** Runs one statement as the application acting for the intruder; nothing stays. */
async function attempt(statement: string): Promise<{ rows: number } | { refused: string }> {
  await as.query(`begin; set local role quen_app; set local quen.tenant = '${intruder.tenant.id}'`);
  try {
    return { rows: (await as.query(statement)).rowCount ?? 0 };
  } catch (error) {
    return { refused: String((error as { code?: string }).code) };
  } finally {
    await as.query('rollback');
  }
}
const held = (tenantId: number, table: string) =>
  observer
    .query(`select from ${table} where tenant_id = ${tenantId}`)
    .then(({ rowCount }) => rowCount ?? 0);

test('has something to hide', async () => {
  let hiding = 0;
  for (const table of tables) if ((await held(victim.tenant.id, table)) > 0) hiding++;
  expect(hiding).toBeGreaterThanOrEqual(12);
});

test('the view of happenings shows one business, too', async () => {
  const own = await held(intruder.tenant.id, 'happenings');
  expect(own).toBeGreaterThan(0);
  expect(await attempt('select * from happenings')).toEqual({ rows: own });
});

test.each(tables)('%s', async (table) => {
  const own = await held(intruder.tenant.id, table);
  const FORBIDDEN = { refused: '42501' };
  expect([{ rows: own }, FORBIDDEN]).toContainEqual(await attempt(`select * from ${table}`));
  for (const change of [`update ${table} set tenant_id = tenant_id`, `delete from ${table}`]) {
    const outcome = await attempt(`${change} where tenant_id = ${victim.tenant.id}`);
    expect([{ rows: 0 }, FORBIDDEN]).toContainEqual(outcome);
  }
  // A row of one's own, passed off as the victim's.
  const { rows } = await observer.query<{ columns: string }>(
    `select string_agg(quote_ident(attname), ', ') as columns from pg_attribute
       where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped
         and attgenerated = '' and attname <> 'tenant_id'`,
  );
  if (own === 0) return;
  const columns = rows[0]?.columns;
  expect(
    await attempt(
      `insert into ${table} (tenant_id, ${columns}) overriding system value
         select ${victim.tenant.id}, ${columns} from ${table} limit 1`,
    ),
  ).toEqual(FORBIDDEN);
});
