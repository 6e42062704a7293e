import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
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

async function build(name: string): Promise<void> {
  const folder = join(root, name);
  const require = createRequire(join(folder, 'package.json'));
  const vite = join(dirname(require.resolve('vite/package.json')), 'bin', 'vite.js');
  await run(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: folder });
  await compressAll(join(folder, 'dist'));
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

const named = process.argv.slice(2);
try {
  await Promise.all((named.length > 0 ? named : ['console', 'portal']).map(build));
} catch (error) {
  const { stderr, stdout, message } = error as { stderr?: string; stdout?: string } & Error;
  process.stderr.write(`${stderr || stdout || message}\n`);
  process.exitCode = 1;
}
