import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from './harness.ts';

/** What every table and role must be like for one business never to see another's rows. */
const { url } = await testDatabase();
const owner = new pg.Client(url);
await owner.connect();
afterAll(() => owner.end());

async function list(query: string): Promise<string[]> {
  return (await owner.query<{ name: string }>(query)).rows.map((row) => row.name);
}

/** Tables of ours with a tenant in them. The register of businesses itself is not one. */
const tenantTables = `
  select c.oid, c.relname from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
  where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace`;

test('there is something to check', async () => {
  expect((await list(`select relname as name from (${tenantTables}) t`)).length).toBeGreaterThan(
    25,
  );
});

test('every table of ours has a tenant, except those that are meant not to', async () => {
  expect(
    await list(`
      select relname as name from pg_class
      where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
        and oid not in (select oid from (${tenantTables}) t)
      order by 1`),
  ).toEqual(['schema_migrations', 'tenants']);
});

test('row-level security is on and forced on every tenant table', async () => {
  expect(
    await list(`
      select c.relname as name from pg_class c join (${tenantTables}) t on t.oid = c.oid
      where not c.relrowsecurity or not c.relforcerowsecurity`),
  ).toEqual([]);
});

test('every tenant table has the tenant policy, for reading and writing', async () => {
  expect(
    await list(`
      select t.relname as name from (${tenantTables}) t
      where not exists (
        select from pg_policy p
        where p.polrelid = t.oid and p.polpermissive and p.polcmd = '*'
          and pg_get_expr(p.polqual, p.polrelid) like '%tenant_id = ( SELECT quen_tenant()%'
          and pg_get_expr(p.polwithcheck, p.polrelid) like '%tenant_id = ( SELECT quen_tenant()%')`),
  ).toEqual([]);
});

test('any further policy that opens something to the application is one we know', async () => {
  expect(
    await list(`
      select t.relname || '.' || p.polname as name
      from pg_policy p join (${tenantTables}) t on t.oid = p.polrelid
      where p.polname <> 'tenant'
        and (p.polroles = '{0}' or 'quen_app'::regrole = any (p.polroles))
      order by 1`),
  ).toEqual(['staff.own']);
});

test('the tenant leads every primary key and unique index', async () => {
  expect(
    await list(`
      select i.indexrelid::regclass::text as name
      from pg_index i join (${tenantTables}) t on t.oid = i.indrelid
      where i.indisunique and (
        i.indkey[0] = 0 or (
          select attname from pg_attribute where attrelid = i.indrelid and attnum = i.indkey[0]
        ) <> 'tenant_id')`),
  ).toEqual([]);
});

test('every tenant table has a primary key', async () => {
  expect(
    await list(`
      select t.relname as name from (${tenantTables}) t
      where not exists (select from pg_index i where i.indrelid = t.oid and i.indisprimary)`),
  ).toEqual([]);
});

test('a foreign key between tenant tables carries the tenant', async () => {
  expect(
    await list(`
      select k.conrelid::regclass || '.' || k.conname as name
      from pg_constraint k
      join (${tenantTables}) t on t.oid = k.conrelid
      join (${tenantTables}) r on r.oid = k.confrelid
      where k.contype = 'f' and not exists (
        select from unnest(k.conkey, k.confkey) as pair (mine, theirs)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = pair.mine
        join pg_attribute b on b.attrelid = k.confrelid and b.attnum = pair.theirs
        where a.attname = 'tenant_id' and b.attname = 'tenant_id')`),
  ).toEqual([]);
});

test('the application role owns nothing and is bound by row-level security', async () => {
  const { rows } = await owner.query(`
    select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolcanlogin,
           (select count(*)::int from pg_class where relowner = r.oid) as relations,
           (select count(*)::int from pg_namespace where nspowner = r.oid) as schemas,
           (select count(*)::int from pg_proc where proowner = r.oid) as functions,
           (select count(*)::int from pg_auth_members where member = r.oid) as memberships
    from pg_roles r where rolname = 'quen_app'`);
  expect(rows).toEqual([
    {
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      rolcanlogin: false,
      relations: 0,
      schemas: 0,
      functions: 0,
      memberships: 0,
    },
  ]);
});

test('the application cannot create anything, nor rewrite history', async () => {
  const may = async (table: string, right: string) =>
    (
      await owner.query<{ may: boolean }>('select has_table_privilege($1, $2, $3) as may', [
        'quen_app',
        table,
        right,
      ])
    ).rows[0]?.may;
  for (const table of ['audit_log', 'timeline', 'transfers', 'consents']) {
    for (const right of ['update', 'delete', 'truncate']) {
      expect({ table, right, may: await may(table, right) }).toEqual({ table, right, may: false });
    }
  }
  const { rows } = await owner.query(`
    select has_schema_privilege('quen_app', 'public', 'create') as public,
           has_schema_privilege('quen_app', 'auth', 'create') as auth`);
  expect(rows).toEqual([{ public: false, auth: false }]);
});

test('views run with the rights of who reads them', async () => {
  expect(
    await list(`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and (
        relkind = 'm' or (relkind = 'v'
          and not coalesce(reloptions @> '{security_invoker=true}', false)))`),
  ).toEqual([]);
});

test('functions that run with their owner’s rights are ones we know, on a fixed search path', async () => {
  expect(
    await list(`
      select proname || ' ' || array_to_string(proconfig, ',') as name from pg_proc
      where pronamespace = 'public'::regnamespace and prosecdef order by 1`),
  ).toEqual([
    'quen_analyze_grown search_path=pg_catalog, public',
    'quen_customers_by_name search_path=pg_catalog, public',
  ]);
});
