import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/**
 * Writes into the service worker which files make up the app: the page, scripts, styles, fonts and
 * icons of this build, and a version that changes when any of them does.
 */
export function shellList(): Plugin {
  let publicDir = '';
  let base = '/';
  return {
    name: 'quen-shell-list',
    apply: 'build',
    configResolved(config) {
      publicDir = config.publicDir;
      base = config.base;
    },
    generateBundle(_options, bundle) {
      const built = Object.keys(bundle).filter((file) => file !== 'sw.js' && file !== 'index.html');
      const icons = readdirSync(join(publicDir, 'icons')).map((file) => `icons/${file}`);
      const files = [base, ...[...built, ...icons].sort().map((file) => base + file)];
      const page = bundle['index.html'];
      const version = createHash('sha256')
        .update(JSON.stringify(files))
        .update(page?.type === 'asset' ? page.source : '')
        .digest('hex')
        .slice(0, 12);
      const worker = bundle['sw.js'];
      if (worker?.type !== 'chunk') throw new Error('The service worker was not built');
      worker.code = worker.code
        .replace(/(["'`])__SHELL__\1/, () => JSON.stringify(JSON.stringify(files)))
        .replace('__VERSION__', version);
      if (/__SHELL__|__VERSION__/.test(worker.code) || !worker.code.includes(version)) {
        throw new Error('The list of files was not written');
      }
    },
  };
}
