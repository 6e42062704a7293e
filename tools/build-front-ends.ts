import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/**
 * Builds the console and the portal (or those named as arguments) and lays a compressed copy beside
 * each file, so that the server never compresses anything while somebody waits.
 */
const run = promisify(execFile);
const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
const root = join(import.meta.dirname, '..');

const compressible = /\.(js|css|html|svg|json|webmanifest|txt)$/;
/** Below this a compressed copy saves no packet. */
const WORTH_BYTES = 1024;

/** Built aside and moved into place whole, so that a server never hands out half a build. */
async function build(name: string): Promise<void> {
  const folder = join(root, name);
  const require = createRequire(join(folder, 'package.json'));
  const vite = join(dirname(require.resolve('vite/package.json')), 'bin', 'vite.js');
  const draft = join(folder, 'node_modules', `.build-${process.pid}`);
  const args = ['build', '--logLevel', 'warn', '--outDir', draft, '--emptyOutDir'];
  try {
    // Whoever calls may run as a test; what people get is always the build for production.
    const env = { ...process.env, NODE_ENV: 'production' };
    await run(process.execPath, [vite, ...args], { cwd: folder, env });
    await compressAll(draft);
    await rm(join(folder, 'dist'), { recursive: true, force: true });
    await rename(draft, join(folder, 'dist'));
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function compressAll(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && compressible.test(entry.name));
  await Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const content = await readFile(path);
      if (content.length < WORTH_BYTES) return;
      await writeFile(`${path}.gz`, await zip(content, { level: 9 }));
      const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
      await writeFile(`${path}.br`, await brotli(content, { params }));
    }),
  );
}

/** Whether there is something to build and something to build it with. */
function canBuild(name: string): boolean {
  const { resolve } = createRequire(join(root, name, 'package.json'));
  try {
    return existsSync(join(root, name, 'index.html')) && resolve('vite/package.json') !== '';
  } catch {
    return false;
  }
}

// After an install nothing must fail that a start can mend: an installation without development
// tools has nothing to build with, and a Docker layer may not have the sources yet.
const ifPossible = process.argv.includes('--if-possible');
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const wanted = named.length > 0 ? named : ['console', 'portal'];
try {
  await Promise.all(wanted.filter((name) => !ifPossible || canBuild(name)).map(build));
} catch (error) {
  const { stderr, stdout, message } = error as { stderr?: string; stdout?: string } & Error;
  process.stderr.write(`${stderr || stdout || message}\n`);
  process.exitCode = ifPossible ? 0 : 1;
}
