import type { Programme } from '@quen/contracts/programme.ts';
import { canonicalJson } from '../../platform/canonical-json.ts';
import type { Tx } from '../../platform/db.ts';
import { enqueue } from '../../platform/jobs.ts';
import { starterProgramme } from './starter.ts';
import { insertVersion, type ProgrammeVersion, programmeVersions } from './versions.ts';

/** Whether two documents have the same tiers. */
export const sameLadder = (a: Programme, b: Programme): boolean =>
  canonicalJson(a.tiers) === canonicalJson(b.tiers);

/**
 * Publishes a document; a changed ladder is applied to everyone in the background. Throws
 * programme_invalid, or programme_version_conflict if `expected` is not the last version.
 */
export async function publishProgramme(
  tx: Tx,
  raw: unknown,
  options: { expected: number; note?: string | null },
): Promise<ProgrammeVersion> {
  const before = (await programmeVersions(tx)).at(-1);
  const version = await insertVersion(tx, raw, options);
  if (before && !sameLadder(before.document, version.document)) {
    await enqueue(tx, { name: 'programme.apply-ladder' }, {}, { key: 'apply-ladder' });
  }
  return version;
}

/** The programme a new business starts with: sensible, small, and free of retroactive promises. */
export async function publishStarter(tx: Tx): Promise<ProgrammeVersion> {
  return publishProgramme(tx, starterProgramme(tx.tenant, tx.now), { expected: 0, note: null });
}
