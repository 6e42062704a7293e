import type { Readable } from 'node:stream';
import type { ImportKindName } from '@quen/contracts/imports.ts';
import type { Config } from '../../platform/config.ts';
import type { Database, Tenant, Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { enqueue } from '../../platform/jobs.ts';
import { MS_PER_DAY } from '../../platform/time.ts';
import { audit } from '../access/index.ts';
import { columnIndexes, type Mapping, mappedIndexes } from './columns.ts';
import { dropUpload, fullPath, keepUpload, uploadPath } from './files.ts';
import type { Import, ImportChoices, ImportState } from './model.ts';
import { readBeginning } from './reading.ts';
import { insertImport, lockImport, selectImport, updateReading, updateState } from './store.ts';
import { storeNames } from './stores.ts';
import { forgetImport, importJob } from './work.ts';

/** Uploads and rejected rows hold personal data; they are kept so long for going on and fixing. */
const KEPT_DAYS = 30;

/** A file that has arrived. */
export interface Upload {
  kind: ImportKindName;
  source: string;
  fileName: string;
  kept: KeptFile;
}

export interface KeptFile {
  id: string;
  path: string;
  size: number;
}

export interface Where {
  db: Database;
  config: Config;
  tenant: Tenant;
  actor: string;
}

/** Streams a file to where imports are read from. The caller goes on to register it, or drops it. */
export async function keepFile({ db, config, tenant }: Where, file: Readable): Promise<KeptFile> {
  const id = uuidv7(db.clock.now());
  const path = uploadPath(tenant, id);
  try {
    const size = await keepUpload(config, path, file);
    if ('truncated' in file && file.truncated) throw new DomainError('payload_too_large');
    return { id, path, size };
  } catch (error) {
    await dropUpload(config, path);
    throw error;
  }
}

/** Registers a file that was kept and says what is in it. One that cannot be read is dropped. */
export async function registerImport(where: Where, upload: Upload): Promise<Import> {
  const { db, config, tenant, actor } = where;
  const { id, path, size } = upload.kept;
  try {
    const choices: ImportChoices = { source: upload.source };
    const stores = await storeNames(db, tenant, actor);
    const read = await readBeginning(fullPath(config, path), upload.kind, choices, stores);
    const { guess, ...reading } = read;
    return await db.tx(tenant, actor, async (tx) => {
      const { kind, fileName } = upload;
      await insertImport(tx, {
        ...{ id, kind, fileName, fileSize: size, filePath: path, choices },
        ...reading,
        mapping: guess,
      });
      const runAt = new Date(tx.now.getTime() + KEPT_DAYS * MS_PER_DAY);
      await enqueue(tx, forgetImport, { importId: id }, { runAt });
      return importById(tx, id);
    });
  } catch (error) {
    await dropUpload(config, path);
    throw error;
  }
}

export async function importById(tx: Tx, id: string): Promise<Import> {
  const found = await selectImport(tx, id);
  if (!found) throw new DomainError('not_found');
  return found;
}

async function locked(tx: Tx, id: string, ...allowed: ImportState[]): Promise<Import> {
  const found = await lockImport(tx, id);
  if (!found) throw new DomainError('not_found');
  if (!allowed.includes(found.state)) throw new DomainError('import_state', { state: found.state });
  return found;
}

const idle = ['uploaded', 'checked', 'failed', 'cancelled'] as const;

/** What may be decided about a file. Absent fields stay as they are, null gives a choice back. */
export interface ReadingChange {
  mapping?: Mapping;
  choices?: { [K in keyof ImportChoices]?: ImportChoices[K] | null };
}

/**
 * Changes how a file is read. A file read another way (sheet, encoding, delimiter) is looked at
 * again and its columns guessed anew, unless a mapping is given.
 */
export async function changeReading(
  where: Where,
  id: string,
  change: ReadingChange,
): Promise<Import> {
  const { db, config, tenant, actor } = where;
  const before = await db.tx(tenant, actor, (tx) => locked(tx, id, ...idle));
  const merged = { ...before.choices, ...change.choices };
  const choices = Object.fromEntries(
    Object.entries(merged).filter(([, value]) => value !== null),
  ) as unknown as ImportChoices;
  if (!choices.source) choices.source = 'import';
  const readsAnew = (['sheet', 'encoding', 'delimiter'] as const).some(
    (key) => choices[key] !== before.choices[key],
  );
  const { guess, ...reading } = readsAnew
    ? await readBeginning(
        fullPath(config, before.filePath),
        before.kind,
        choices,
        await storeNames(db, tenant, actor),
      )
    : { ...before, guess: before.mapping };
  const mapping = change.mapping ?? guess;
  mappedIndexes(before.kind, mapping, reading.columns);
  return db.tx(tenant, actor, async (tx) => {
    await locked(tx, id, ...idle);
    await updateReading(tx, id, { ...reading, mapping, choices });
    return importById(tx, id);
  });
}

/** Starts a dry run or the import itself; a run that was cut off goes on where it was. */
export async function startImport(tx: Tx, id: string, dryRun: boolean): Promise<Import> {
  const found = await locked(tx, id, ...idle);
  if (found.filePath === '') throw new DomainError('import_state', { state: 'forgotten' });
  columnIndexes(found.kind, found.mapping, found.columns);
  await updateState(tx, id, { state: dryRun ? 'checking' : 'running' });
  await enqueue(tx, importJob, { importId: id, dryRun }, { maxAttempts: 25 });
  if (!dryRun) {
    await audit(tx, {
      action: 'import.run',
      subject: `import:${id}`,
      before: null,
      after: { kind: found.kind, file: found.fileSize, source: found.choices.source },
    });
  }
  return importById(tx, id);
}

/** Stops a dry run or a run: the batch in flight is undone, those before it stay. */
export async function cancelImport(tx: Tx, id: string): Promise<Import> {
  await locked(tx, id, 'checking', 'running');
  await updateState(tx, id, { state: 'cancelled', finished: true });
  return importById(tx, id);
}
