import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';

const folder = join(import.meta.dirname, '..', 'migrations');
/** Arbitrary but fixed: one migrator at a time. */
const LOCK = 7_833_601;

/**
 * Brings the database to the newest schema: numbered SQL files, forward only, each in a transaction
 * of its own together with the row that records it. Returns the names of those applied now.
 */
export async function migrate(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await refuseUnsafeServer(client);
    await client.query(`
      do $$ begin
        if not exists (select from pg_roles where rolname = 'quen_app') then
          create role quen_app nologin noinherit;
        end if;
      end $$;
      grant quen_app to current_user;
      grant usage on schema public to quen_app;
      create table if not exists schema_migrations (
        name text primary key, applied_at timestamptz not null default now()
      );`);
    const done = new Set(
      (await client.query<{ name: string }>('select name from schema_migrations')).rows.map(
        (r) => r.name,
      ),
    );
    const files = (await readdir(folder)).filter((f) => f.endsWith('.sql')).sort();
    const applied: string[] = [];
    for (const file of files) {
      if (done.has(file)) continue;
      await client.query('begin');
      try {
        await client.query('insert into schema_migrations (name) values ($1)', [file]);
        await client.query(await readFile(join(folder, file), 'utf8'));
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw new Error(`Migration ${file} failed: ${(error as Error).message}`, { cause: error });
      }
      applied.push(file);
    }
    if (applied.length > 0) await migrateJobs(url, client);
    return applied;
  } finally {
    await client.end();
  }
}

/** The job queue brings its own schema; the application may use it but not own it. */
async function migrateJobs(url: string, client: pg.Client): Promise<void> {
  await runMigrations({ connectionString: url, noPreparedStatements: true });
  await client.query(`
    grant usage on schema graphile_worker to quen_app;
    grant select, insert, update, delete on all tables in schema graphile_worker to quen_app;
    grant usage, select on all sequences in schema graphile_worker to quen_app;
    grant execute on all functions in schema graphile_worker to quen_app;
    do $$ declare t record; begin
      for t in select c.oid::regclass as name from pg_class c
               where c.relnamespace = 'graphile_worker'::regnamespace and c.relrowsecurity
      loop
        execute format('drop policy if exists quen_app on %s', t.name);
        execute format('create policy quen_app on %s to quen_app using (true) with check (true)', t.name);
      end loop;
    end $$;`);
}

/** A server that may lose acknowledged writes has no business holding points. */
async function refuseUnsafeServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name in ('fsync', 'full_page_writes')`,
  );
  for (const { name, setting } of rows) {
    if (setting !== 'on')
      throw new Error(`PostgreSQL runs with ${name}=${setting}; Quen needs it on.`);
  }
}
