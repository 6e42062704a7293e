import { parseArgs } from 'node:util';
import { tuneRuntime } from '../server/main/runtime.ts';
import { full, runBench, small } from './bench.ts';
import { tableOf } from './figures.ts';

// As every command of Quen begins.
tuneRuntime();
const { values } = parseArgs({
  options: { json: { type: 'boolean' }, small: { type: 'boolean' } },
});
const figures = await runBench(values.small ? small : full, (line) =>
  process.stderr.write(`${line}\n`),
);
process.stdout.write(`${values.json ? JSON.stringify(figures, null, 2) : tableOf(figures)}\n`);
