import type { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { DomainError } from '../../../platform/errors.ts';

// A spreadsheet a person made is far inside these; an archive made to burst is not.
const MAX_ENTRIES = 5_000;
const MAX_UNPACKED_BYTES = 2 * 1024 ** 3;
const MAX_RATIO = 200;
/** Small parts may shrink a lot without harm (an empty sheet full of styles). */
const RATIO_FREE_BYTES = 8 * 1024 ** 2;

/** An open archive whose directory has been read and found harmless. */
export interface Archive {
  has(name: string): boolean;
  /** The unpacked bytes of a part. The library stops where they exceed the size declared. */
  stream(name: string): Promise<Readable>;
  close(): void;
}

/**
 * Opens an archive and judges it before a byte is unpacked: number of parts, declared size and
 * ratio. Throws xlsx_expands_too_far or xlsx_broken.
 */
export async function openArchive(path: string): Promise<Archive> {
  const zip = await readable(() =>
    yauzl.openPromise(path, { autoClose: false, validateEntrySizes: true }),
  );
  try {
    const entries = await readable(() => directoryOf(zip));
    return {
      has: (name) => entries.has(name.toLowerCase()),
      stream: async (name) => {
        const entry = entries.get(name.toLowerCase());
        if (!entry) throw new DomainError('xlsx_broken', { part: name });
        return readable(() => zip.openReadStreamPromise(entry));
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function directoryOf(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MAX_ENTRIES) throw new DomainError('xlsx_expands_too_far');
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    unpacked += entry.uncompressedSize;
    const ratio = entry.uncompressedSize / Math.max(entry.compressedSize, 1);
    const bursts = entry.uncompressedSize > RATIO_FREE_BYTES && ratio > MAX_RATIO;
    if (bursts || unpacked > MAX_UNPACKED_BYTES) throw new DomainError('xlsx_expands_too_far');
    entries.set(entry.fileName.toLowerCase(), entry);
  }
  return entries;
}

/** Whatever the archive library complains of is a damaged file. */
async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError('xlsx_broken', { part: 'zip' });
  }
}
