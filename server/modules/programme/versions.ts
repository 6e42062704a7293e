import type { Programme } from '@quen/contracts/programme.ts';
import { sql, type Tx } from '../../platform/db.ts';
import { DomainError, invariant } from '../../platform/errors.ts';
import { audit } from '../access/index.ts';
import type { Ladder } from './domain/tiers.ts';
import { parseProgramme } from './domain/validate.ts';

export interface ProgrammeVersion {
  version: number;
  document: Programme;
  /** Null for the first version: it decides whatever was placed before the second. */
  effectiveAt: Date | null;
  publishedAt: Date;
  publishedBy: string;
  note: string | null;
}

type VersionRow = Omit<ProgrammeVersion, 'document'> & Record<string, unknown>;

/** All versions of a business, oldest first. Documents are immutable and kept in memory. */
export async function programmeVersions(tx: Tx): Promise<ProgrammeVersion[]> {
  const rows = await tx.rows<VersionRow>(sql`
    select version, effective_at as "effectiveAt", published_at as "publishedAt",
           published_by as "publishedBy", note
    from programme_versions
    where tenant_id = ${tx.tenant.id}
    order by version`);
  const cacheKey = (version: number) => `programme:${tx.tenant.id}:${version}`;
  const missing = rows.map((r) => r.version).filter((v) => !tx.cache.has(cacheKey(v)));
  if (missing.length > 0) {
    const documents = await tx.rows<{ version: number; document: Programme }>(sql`
      select version, document from programme_versions
      where tenant_id = ${tx.tenant.id} and version = any(${missing}::int[])`);
    for (const { version, document } of documents) tx.cache.set(cacheKey(version), document);
  }
  return rows.map((row) => ({
    ...row,
    document: tx.cache.get(cacheKey(row.version)) as Programme,
  }));
}

/** The version that decides an order placed at this moment. */
export function versionAt(versions: readonly ProgrammeVersion[], at: Date): ProgrammeVersion {
  const version =
    versions.findLast((v) => v.effectiveAt === null || v.effectiveAt <= at) ?? versions[0];
  invariant(version, 'a business has at least one published programme');
  return version;
}

export async function programmeAt(tx: Tx, at: Date): Promise<ProgrammeVersion> {
  return versionAt(await programmeVersions(tx), at);
}

export async function currentProgramme(tx: Tx): Promise<ProgrammeVersion> {
  return programmeAt(tx, tx.now);
}

/** One published version; not_found where there is none. */
export async function programmeVersion(tx: Tx, version: number): Promise<ProgrammeVersion> {
  const found = (await programmeVersions(tx)).find((v) => v.version === version);
  if (!found) throw new DomainError('not_found');
  return found;
}

export function laddersOf(versions: readonly ProgrammeVersion[]): Ladder[] {
  return versions.map((v) => ({
    version: v.version,
    from: v.effectiveAt?.getTime() ?? Number.NEGATIVE_INFINITY,
    levels: v.document.tiers,
  }));
}

/**
 * Publishes a document as the next version, effective now (the first one: for all history).
 * `expected` is the version the editor started from (0 for none): programme_version_conflict if
 * another was published meanwhile.
 */
export async function insertVersion(
  tx: Tx,
  raw: unknown,
  { expected, note = null }: { expected: number; note?: string | null },
): Promise<ProgrammeVersion> {
  const document = parseProgramme(raw, tx.tenant.currency);
  // Two publishers must not both read the same last version.
  await tx.run(sql`select 1 from tenants where id = ${tx.tenant.id} for update`);
  const last = (await programmeVersions(tx)).at(-1);
  if ((last?.version ?? 0) !== expected) {
    throw new DomainError('programme_version_conflict', { current: last?.version ?? 0 });
  }
  const version: ProgrammeVersion = {
    version: expected + 1,
    document,
    effectiveAt: last ? tx.now : null,
    publishedAt: tx.now,
    publishedBy: tx.actor,
    note,
  };
  await tx.run(sql`
    insert into programme_versions
      (tenant_id, version, document, effective_at, published_at, published_by, note)
    values (${tx.tenant.id}, ${version.version}, ${JSON.stringify(document)}, ${version.effectiveAt},
            ${version.publishedAt}, ${version.publishedBy}, ${note})`);
  await tx.run(sql`delete from programme_drafts where tenant_id = ${tx.tenant.id}`);
  await audit(tx, {
    action: 'programme.publish',
    subject: `programme:${version.version}`,
    before: last ? { version: last.version } : null,
    after: { version: version.version, note },
  });
  return version;
}

export interface Draft {
  document: unknown;
  updatedAt: Date;
  updatedBy: string;
}

export async function readDraft(tx: Tx): Promise<Draft | undefined> {
  return tx.one(sql`
    select document, updated_at as "updatedAt", updated_by as "updatedBy"
    from programme_drafts where tenant_id = ${tx.tenant.id}`);
}

/** Keeps work in progress: any object, valid or not yet. */
export async function saveDraft(tx: Tx, document: object): Promise<void> {
  await tx.run(sql`
    insert into programme_drafts (tenant_id, document, updated_at, updated_by)
    values (${tx.tenant.id}, ${JSON.stringify(document)}, ${tx.now}, ${tx.actor})
    on conflict (tenant_id) do update
    set document = excluded.document, updated_at = excluded.updated_at, updated_by = excluded.updated_by`);
}

export async function dropDraft(tx: Tx): Promise<void> {
  await tx.run(sql`delete from programme_drafts where tenant_id = ${tx.tenant.id}`);
}
