import { type Row, sql, type Tx } from '../../platform/db.ts';
import type { Reject } from './kind.ts';
import type { Import, ImportState, Summary } from './model.ts';
import type { Cell } from './read/table.ts';

const columns = sql`
  id, kind, file_name as "fileName", file_size as "fileSize", file_path as "filePath", state, columns,
  preview, format, mapping, options as choices, total_rows as "totalRows",
  nullif(summary, '{}') as summary, forecast, error, checkpoint::text[] as checkpoint,
  created_by as "createdBy", created_at as "createdAt", started_at as "startedAt",
  finished_at as "finishedAt"`;

type Raw = Omit<Import, 'checkpoint'> & { checkpoint: string[] } & Row;
const toImport = (row: Raw): Import => ({ ...row, checkpoint: row.checkpoint.map(Number) });

export async function insertImport(
  tx: Tx,
  given: Pick<
    Import,
    | 'id'
    | 'kind'
    | 'fileName'
    | 'fileSize'
    | 'filePath'
    | 'columns'
    | 'preview'
    | 'format'
    | 'mapping'
    | 'choices'
  >,
): Promise<void> {
  await tx.run(sql`
    insert into imports (tenant_id, id, kind, file_name, file_size, file_path, columns, preview, format,
                         mapping, options, state, created_by, created_at)
    values (${tx.tenant.id}, ${given.id}, ${given.kind}, ${given.fileName}, ${given.fileSize},
            ${given.filePath}, ${given.columns}, ${JSON.stringify(given.preview)},
            ${JSON.stringify(given.format)}, ${JSON.stringify(given.mapping)},
            ${JSON.stringify(given.choices)}, 'uploaded', ${tx.actor}, ${tx.now})`);
}

export async function selectImport(tx: Tx, id: string): Promise<Import | undefined> {
  const row = await tx.one<Raw>(sql`
    select ${columns} from imports where tenant_id = ${tx.tenant.id} and id = ${id}`);
  return row && toImport(row);
}

/** The import, locked against everybody else who would change its state. */
export async function lockImport(tx: Tx, id: string): Promise<Import | undefined> {
  const row = await tx.one<Raw>(sql`
    select ${columns} from imports where tenant_id = ${tx.tenant.id} and id = ${id} for no key update`);
  return row && toImport(row);
}

export async function selectImports(
  tx: Tx,
  { cursor, limit }: { cursor: string | undefined; limit: number },
): Promise<Import[]> {
  const rows = await tx.rows<Raw>(sql`
    select ${columns} from imports
    where tenant_id = ${tx.tenant.id} and (${cursor ?? null}::uuid is null or id < ${cursor ?? null}::uuid)
    order by id desc
    limit ${limit}`);
  return rows.map(toImport);
}

/** Writes how a file is to be read, and forgets what an earlier reading of it led to. */
export async function updateReading(
  tx: Tx,
  id: string,
  reading: Pick<Import, 'columns' | 'preview' | 'format' | 'mapping' | 'choices'>,
): Promise<void> {
  await tx.run(sql`
    update imports
    set columns = ${reading.columns}, preview = ${JSON.stringify(reading.preview)},
        format = ${JSON.stringify(reading.format)}, mapping = ${JSON.stringify(reading.mapping)},
        options = ${JSON.stringify(reading.choices)}, state = 'uploaded', total_rows = null,
        summary = '{}', forecast = null, error = null, checkpoint = default, rows = 0, posted = 0,
        duplicates = 0, rejected = 0, started_at = null, finished_at = null
    where tenant_id = ${tx.tenant.id} and id = ${id}`);
  await deleteRejects(tx, id);
}

export async function updateState(
  tx: Tx,
  id: string,
  change: {
    state: ImportState;
    error?: { code: string; details: Record<string, unknown> } | null;
    finished?: boolean;
  },
): Promise<void> {
  await tx.run(sql`
    update imports
    set state = ${change.state}, error = ${change.error ? JSON.stringify(change.error) : null},
        finished_at = ${change.finished ? tx.now : null},
        started_at = case when ${change.finished ?? false} then started_at else ${tx.now} end
    where tenant_id = ${tx.tenant.id} and id = ${id}`);
}

/** Makes this worker the one that may write; how far the import is. Undefined where nobody may. */
export async function takeOver(
  tx: Tx,
  id: string,
  worker: string,
  state: ImportState,
): Promise<Import | undefined> {
  const row = await tx.one<Raw>(sql`
    update imports set worker = ${worker}
    where tenant_id = ${tx.tenant.id} and id = ${id} and state = ${state}
    returning ${columns}`);
  return row && toImport(row);
}

/** What has been written so far, locked; undefined where this worker may write no more. */
export async function lockProgress(
  tx: Tx,
  id: string,
  worker: string,
  state: ImportState,
): Promise<{ summary: Summary | null } | undefined> {
  return tx.one<{ summary: Summary | null }>(sql`
    select nullif(summary, '{}') as summary from imports
    where tenant_id = ${tx.tenant.id} and id = ${id} and worker = ${worker} and state = ${state}
    for no key update`);
}

/** Writes progress; `lane` and `lastRow` move the checkpoint of a run. */
export async function updateProgress(
  tx: Tx,
  id: string,
  summary: Summary,
  at?: { lane: number; lastRow: number },
): Promise<void> {
  await tx.run(sql`
    update imports
    set rows = ${summary.rows}, posted = ${summary.posted}, duplicates = ${summary.duplicates},
        rejected = ${summary.rejected}, summary = ${JSON.stringify(summary)},
        checkpoint = case when ${at !== undefined} then
            checkpoint[1 : ${at?.lane ?? 0}::int] || ${at?.lastRow ?? 0}::bigint
              || checkpoint[${(at?.lane ?? 0) + 2}::int : ]
          else checkpoint end
    where tenant_id = ${tx.tenant.id} and id = ${id}`);
}

export async function updateTotal(tx: Tx, id: string, rows: number): Promise<void> {
  await tx.run(sql`
    update imports set total_rows = ${rows} where tenant_id = ${tx.tenant.id} and id = ${id}`);
}

/** A dry run's outcome becomes the forecast; the counters are free for the run itself. */
export async function updateForecast(tx: Tx, id: string, forecast: Summary): Promise<void> {
  await tx.run(sql`
    update imports
    set forecast = ${JSON.stringify(forecast)}, summary = '{}', rows = 0, posted = 0, duplicates = 0,
        rejected = 0
    where tenant_id = ${tx.tenant.id} and id = ${id}`);
}

export async function deleteRejects(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`
    delete from import_rejects where tenant_id = ${tx.tenant.id} and import_id = ${id}`);
}

export async function insertRejects(tx: Tx, id: string, rejects: readonly Reject[]): Promise<void> {
  await tx.run(sql`
    insert into import_rejects (tenant_id, import_id, row_no, code, reason, cells)
    select ${tx.tenant.id}, ${id}, r.*
    from unnest(${rejects.map((r) => r.no)}::bigint[], ${rejects.map((r) => r.code)}::text[],
                ${rejects.map((r) => JSON.stringify(r.details))}::jsonb[],
                ${rejects.map((r) => JSON.stringify(r.cells))}::jsonb[]) as r
    on conflict do nothing`);
}

export interface StoredReject extends Row {
  no: number;
  code: string;
  details: Record<string, unknown>;
  cells: Cell[];
}

export async function selectRejects(
  tx: Tx,
  id: string,
  after: number,
  limit: number,
): Promise<StoredReject[]> {
  return tx.rows<StoredReject>(sql`
    select row_no as no, code, reason as details, cells from import_rejects
    where tenant_id = ${tx.tenant.id} and import_id = ${id} and row_no > ${after}
    order by row_no
    limit ${limit}`);
}

/** Of each reason the first row it hit. */
export async function firstRejects(tx: Tx, id: string): Promise<StoredReject[]> {
  return tx.rows<StoredReject>(sql`
    select distinct on (code) row_no as no, code, reason as details, cells from import_rejects
    where tenant_id = ${tx.tenant.id} and import_id = ${id}
    order by code, row_no`);
}

/** Forgets the personal data an import left: rejected rows, preview. The counts stay. */
export async function forgetContent(tx: Tx, id: string): Promise<void> {
  await deleteRejects(tx, id);
  await tx.run(sql`
    update imports set preview = '[]', file_path = ''
    where tenant_id = ${tx.tenant.id} and id = ${id}`);
}

export async function forgetFile(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`
    update imports set file_path = '' where tenant_id = ${tx.tenant.id} and id = ${id}`);
}
