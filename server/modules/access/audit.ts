import type { Tx } from '../../platform/db.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { type AuditRow, insertAudit, selectAudit } from './store/audit.ts';

export interface AuditEntry {
  /** What was done, as resource.verb: 'programme.publish', 'key.revoke', 'store.change'. */
  action: string;
  /** What it was done to, as kind:id. */
  subject: string;
  /** The state before; null where there was none. Never secrets, and of customers only ids. */
  before: unknown;
  after: unknown;
  requestId?: string;
}

/** Records a change in the transaction that makes it: either both are kept or neither. */
export async function audit(tx: Tx, entry: AuditEntry): Promise<void> {
  await insertAudit(tx, uuidv7(tx.now), entry);
}

export interface AuditQuery {
  action?: string;
  subject?: string;
  actor?: string;
  limit: number;
  cursor?: string;
}

/** A page of the record, newest first. */
export async function listAudit(
  tx: Tx,
  { cursor, limit, ...filter }: AuditQuery,
): Promise<{ items: AuditRow[]; next: string | null }> {
  const rows = await selectAudit(tx, {
    action: filter.action,
    subject: filter.subject,
    actor: filter.actor,
    before: cursor,
    limit: limit + 1,
  });
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
