import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issueKey } from '../server/modules/access/index.ts';
import { publishProgramme, starterProgramme } from '../server/modules/programme/index.ts';
import { createTenant } from '../server/modules/tenants/index.ts';
import { Database, type Tenant } from '../server/platform/db.ts';
import { openEmbedded } from '../server/platform/embedded.ts';
import { migrate } from '../server/platform/migrate.ts';

/** A database of its own with one business in it, and what is needed to talk to both. */
export interface Stage {
  /** The owner's connection string. */
  url: string;
  db: Database;
  tenant: Tenant;
  /** An API key that may record orders. */
  key: string;
  close(): Promise<void>;
}

/**
 * Starts a PostgreSQL with the settings every newcomer gets (fsync and synchronous_commit on) in a
 * temporary folder, with a VND business whose starter programme counts from the first order on.
 */
export async function openStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'quen-bench-'));
  const embedded = await openEmbedded(folder);
  await migrate(embedded.url);
  const db = new Database({ url: embedded.url, poolSize: 12 });
  const tenant = await createTenant(db, {
    slug: 'bench',
    name: 'Bench',
    currency: 'VND',
    timeZone: 'Asia/Ho_Chi_Minh',
  });
  const { key } = await db.tx(tenant, 'bench', async (tx) => {
    const programme = { ...starterProgramme(tenant, tx.now), startsOn: null };
    await publishProgramme(tx, programme, { expected: 0 });
    return issueKey(tx, { name: 'bench', scopes: ['orders.write'] });
  });
  return {
    url: embedded.url,
    db,
    tenant,
    key,
    close: async () => {
      await db.close();
      await embedded.release();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
