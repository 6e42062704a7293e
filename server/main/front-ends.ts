import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');
const builder = join(root, 'tools', 'build-front-ends.ts');

/** What goes into the build of either front end, besides its own folder. */
const shared = ['contracts/src', 'client/src', 'package-lock.json'];
const own = ['src', 'public', 'index.html', 'package.json', 'vite.config.ts'];

/** The front ends whose build is missing or older than what it is made from. */
export async function staleFrontEnds(): Promise<string[]> {
  const stale: string[] = [];
  for (const name of ['console', 'portal']) {
    const built = await newest(join(root, name, 'dist', 'index.html'));
    const sources = [
      ...own.map((path) => join(root, name, path)),
      ...shared.map((p) => join(root, p)),
    ];
    const changed = Math.max(...(await Promise.all(sources.map(newest))));
    if (changed > built) stale.push(name);
  }
  return stale;
}

/** Builds what is stale, where the tools to build are installed; says so. */
export async function ensureFrontEnds(progress: (line: string) => void): Promise<void> {
  const stale = await staleFrontEnds();
  if (stale.length === 0) return;
  if (!canBuild()) {
    const missing = stale.filter((name) => !existsSync(join(root, name, 'dist', 'index.html')));
    if (missing.length > 0) {
      progress(`${missing.join(' and ')} not built, and the tools to build are not installed.`);
    }
    return;
  }
  progress(`Building ${stale.join(' and ')}…`);
  try {
    await run(process.execPath, [builder, ...stale], { cwd: root });
  } catch {
    // Half-written sources must not keep the API from running; what was built before still serves.
    progress('The build failed; "npm run build" says why. What was built before is served.');
  }
}

function canBuild(): boolean {
  try {
    createRequire(join(root, 'console', 'package.json')).resolve('vite/package.json');
    return true;
  } catch {
    return false;
  }
}

/** Milliseconds of the last change below the path; 0 where there is nothing. */
async function newest(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const times = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).mtimeMs);
  return Math.max(0, ...(await Promise.all(times)));
}
