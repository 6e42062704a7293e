import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

/**
 * Every gate in one command: `npm run check`. With --fast all but the tests. Each gate is run even
 * where another failed, so that one round shows everything there is to mend.
 */
const root = join(import.meta.dirname, '..');
const projects = ['contracts', 'client', 'server', 'console', 'portal', 'bench', 'e2e', 'tools'];
const cruised = ['server', 'contracts', 'client', 'console', 'portal', 'bench', 'e2e', 'tools'];
const generated = [
  'client/openapi.json',
  'client/src/schema.ts',
  'server/schema.sql',
  'docs/configuration.md',
];

interface Outcome {
  ok: boolean;
  output: string;
}
interface Gate {
  name: string;
  run(): Promise<Outcome>;
}

/** Runs a program of node_modules/.bin under our own Node. */
function command(program: string, ...args: string[]): () => Promise<Outcome> {
  return () =>
    new Promise((done) => {
      const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          output += text;
        });
      }
      child.on('error', (error) => done({ ok: false, output: error.message }));
      child.on('close', (code) => done({ ok: code === 0, output }));
    });
}

async function hashOf(path: string): Promise<string> {
  const content = await readFile(join(root, path)).catch(() => '');
  return createHash('sha256').update(content).digest('hex');
}

/** Runs the generators; files that come out differently were not up to date. */
async function generatedIsFresh(): Promise<Outcome> {
  const before = await Promise.all(generated.map(hashOf));
  const made = await command('npm', 'run', '--silent', 'generate')();
  if (!made.ok) return made;
  const after = await Promise.all(generated.map(hashOf));
  const stale = generated.filter((_, i) => before[i] !== after[i]);
  if (stale.length === 0) return made;
  return { ok: false, output: `Out of date, written anew now: ${stale.join(', ')}\n` };
}

const quick: Gate[] = [
  { name: 'biome: format and lint', run: command('biome', 'ci', '--reporter=summary') },
  ...projects.map((name) => ({ name: `tsc: ${name}`, run: command('tsc', '-p', name) })),
  {
    name: 'dependency-cruiser: who may import whom',
    run: command('depcruise', '--config', '.dependency-cruiser.cjs', ...cruised),
  },
  { name: 'knip: nothing unused', run: command('knip', '--no-progress') },
  { name: 'generated files are up to date', run: generatedIsFresh },
];
const tests: Gate = { name: 'vitest: all tests', run: command('vitest', 'run') };

const failed: string[] = [];

async function pass({ name, run }: Gate): Promise<void> {
  const began = performance.now();
  const { ok, output } = await run();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)\n`);
  if (ok) return;
  failed.push(name);
  process.stdout.write(`${output.trimEnd().replace(/^/gm, '     ')}\n`);
}

const waiting = [...quick];
await Promise.all(
  Array.from({ length: Math.min(availableParallelism(), 4) }, async () => {
    for (let gate = waiting.shift(); gate; gate = waiting.shift()) await pass(gate);
  }),
);
if (!process.argv.includes('--fast')) await pass(tests);

if (failed.length > 0) {
  process.stdout.write(`\n${failed.length} failed: ${failed.join(' · ')}\n`);
  process.exitCode = 1;
}
