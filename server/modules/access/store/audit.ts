import { joinSql, type Row, sql, type Tx } from '../../../platform/db.ts';
import type { AuditEntry } from '../audit.ts';

const json = (value: unknown) => (value == null ? null : JSON.stringify(value));

export async function insertAudit(tx: Tx, id: string, entry: AuditEntry): Promise<void> {
  await tx.run(sql`
    insert into audit_log (tenant_id, id, at, actor, action, subject, before, after, request_id)
    values (${tx.tenant.id}, ${id}, ${tx.now}, ${tx.actor}, ${entry.action}, ${entry.subject},
            ${json(entry.before)}, ${json(entry.after)}, ${entry.requestId ?? null})`);
}

export interface AuditRow extends Row {
  id: string;
  at: Date;
  actor: string;
  actorName: string | null;
  action: string;
  subject: string;
  before: unknown;
  after: unknown;
}

export interface AuditFilter {
  /** Rows older than this id (ids ascend with time). */
  before: string | undefined;
  action: string | undefined;
  subject: string | undefined;
  actor: string | undefined;
  limit: number;
}

/** Newest first, with the names of the people and keys who acted. */
export async function selectAudit(tx: Tx, filter: AuditFilter): Promise<AuditRow[]> {
  // Only what is asked for stands in the statement, so that each form finds its index.
  const wanted = [
    sql`a.tenant_id = ${tx.tenant.id}`,
    ...(filter.before ? [sql`a.id < ${filter.before}`] : []),
    ...(filter.action ? [sql`a.action = ${filter.action}`] : []),
    ...(filter.subject ? [sql`a.subject = ${filter.subject}`] : []),
    ...(filter.actor ? [sql`a.actor = ${filter.actor}`] : []),
  ];
  return tx.rows<AuditRow>(sql`
    select a.id, a.at, a.actor, coalesce(s.name, k.name) as "actorName",
           a.action, a.subject, a.before, a.after
    from audit_log a
    left join staff s on s.tenant_id = a.tenant_id and a.actor = 'staff:' || s.user_id
    left join api_keys k on k.tenant_id = a.tenant_id and a.actor = 'key:' || k.id
    where ${joinSql(wanted, ' and ')}
    order by a.id desc
    limit ${filter.limit}`);
}
