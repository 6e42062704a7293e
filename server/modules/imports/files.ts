import { createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Config } from '../../platform/config.ts';
import type { Tenant } from '../../platform/db.ts';

/** Uploads lie below the data folder, by business, named by nothing a client chose. */
export const uploadPath = (tenant: Tenant, id: string): string => join(String(tenant.id), id);

export const fullPath = (config: Config, path: string): string =>
  join(config.dataFolder, 'uploads', path);

/** Streams an upload to the disk; its size in bytes. */
export async function keepUpload(config: Config, path: string, file: Readable): Promise<number> {
  const full = fullPath(config, path);
  await mkdir(dirname(full), { recursive: true, mode: 0o700 });
  await pipeline(file, createWriteStream(full, { mode: 0o600 }));
  return (await stat(full)).size;
}

export async function dropUpload(config: Config, path: string): Promise<void> {
  if (path !== '') await rm(fullPath(config, path), { force: true });
}
