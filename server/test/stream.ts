import { expect, vi } from 'vitest';
import { type Database, sql, type Tenant } from '../platform/db.ts';

/**
 * Waits until readers of the stream can see all of a business's timeline. They read up to the
 * oldest transaction still running, and that may be one of another test file: transaction ids are
 * counted across the databases of a server.
 */
export async function streamSettled(db: Database, tenant: Tenant): Promise<void> {
  await vi.waitFor(
    async () => {
      const row = await db.tx(tenant, 'test', (tx) =>
        tx.one<{ settled: boolean }>(sql`
          select coalesce(max(txid), 0) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
                   as settled
          from happenings where tenant_id = ${tenant.id}`),
      );
      expect(row?.settled).toBe(true);
    },
    { timeout: 20_000, interval: 5 },
  );
}
