import type { Permission } from '@quen/contracts/permissions.ts';
import { type Row, sql, type Tx } from '../../../platform/db.ts';
import type { ApiKey } from '../keys.ts';

interface KeyRow extends Row {
  id: string;
  name: string;
  prefix: string;
  scopes: Permission[];
  created_by: string;
  created_at: Date;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

const toKey = (row: KeyRow): ApiKey => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  scopes: row.scopes,
  createdBy: row.created_by,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
  revokedAt: row.revoked_at,
});

export async function insertKey(tx: Tx, key: ApiKey, hash: Buffer): Promise<void> {
  await tx.run(sql`
    insert into api_keys (tenant_id, id, name, prefix, hash, scopes, created_by, created_at)
    values (${tx.tenant.id}, ${key.id}, ${key.name}, ${key.prefix}, ${hash}, ${key.scopes},
            ${key.createdBy}, ${key.createdAt})`);
}

export async function selectKeys(tx: Tx): Promise<ApiKey[]> {
  const rows = await tx.rows<KeyRow>(sql`
    select id, name, prefix, scopes, created_by, created_at, last_used_at, revoked_at
    from api_keys where tenant_id = ${tx.tenant.id}
    order by revoked_at is not null, id desc
    limit 500`);
  return rows.map(toKey);
}

/** Marks the key as revoked unless it is; its state before, or undefined where there is none. */
export async function markRevoked(tx: Tx, id: string): Promise<ApiKey | undefined> {
  const row = await tx.one<KeyRow>(sql`
    select id, name, prefix, scopes, created_by, created_at, last_used_at, revoked_at
    from api_keys where tenant_id = ${tx.tenant.id} and id = ${id}
    for update`);
  if (!row) return undefined;
  if (!row.revoked_at) {
    await tx.run(sql`
      update api_keys set revoked_at = ${tx.now}
      where tenant_id = ${tx.tenant.id} and id = ${id}`);
  }
  return toKey(row);
}

export async function selectLiveKey(
  tx: Tx,
  hash: Buffer,
): Promise<{ id: string; scopes: Permission[] } | undefined> {
  return tx.one<{ id: string; scopes: Permission[] }>(sql`
    select id, scopes from api_keys
    where tenant_id = ${tx.tenant.id} and hash = ${hash} and revoked_at is null`);
}

/** At most one write a minute and key, and never a wait: who finds the row locked lets it be. */
export async function markUsed(tx: Tx, id: string): Promise<void> {
  const minuteAgo = new Date(tx.now.getTime() - 60_000);
  await tx.run(sql`
    update api_keys set last_used_at = ${tx.now}
    where tenant_id = ${tx.tenant.id} and id = (
      select id from api_keys
      where tenant_id = ${tx.tenant.id} and id = ${id}
        and (last_used_at is null or last_used_at < ${minuteAgo})
      for update skip locked)`);
}
