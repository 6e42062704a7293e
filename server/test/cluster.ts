import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openEmbedded } from '../platform/embedded.ts';
import { migrate } from '../platform/migrate.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    clusterUrl: string;
    templateName: string;
  }
}

/** One PostgreSQL for the whole run, with one migrated template that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'quen-test-'));
  const templateName = `template_${migrationsHash()}`;
  const cluster = await openEmbedded(folder, {
    database: templateName,
    // Databases come and go by the dozen; their files need not reach the disk one by one.
    overrides: { max_connections: '200', synchronous_commit: 'off', max_wal_size: '4GB' },
  });
  await migrate(cluster.url);
  project.provide('clusterUrl', cluster.url);
  project.provide('templateName', templateName);
  return async () => {
    await closeAll(cluster.url);
    await cluster.release();
    await rm(folder, { recursive: true, force: true });
  };
}

function migrationsHash(): string {
  const folder = join(import.meta.dirname, '..', 'migrations');
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 12);
}

/** Ends all connections but the keeper's, by which release() knows to be the last and stops the server. */
async function closeAll(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where pid <> pg_backend_pid() and application_name <> 'quen keeper'`,
  );
  await client.end();
}
