import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where commands are run. */
export const root = join(import.meta.dirname, '..');

/** The arguments by which Node runs a command of Quen that says its result as JSON. */
export const command = (...args: string[]) => ['server/main/cli.ts', '--json', ...args];

/** Settings of commands that work on the database in this folder. */
export const environmentOf = (data: string): NodeJS.ProcessEnv => ({
  ...process.env,
  QUEN_DATA: data,
  QUEN_LOG: 'error',
});

/** Runs a command to its end; its result. */
export async function quen(
  env: NodeJS.ProcessEnv,
  ...args: string[]
): Promise<Record<string, unknown>> {
  const { stdout } = await run(process.execPath, command(...args), { cwd: root, env });
  return JSON.parse(stdout);
}

/** Registers the business "shop" with the starter programme. */
export const createShop = (env: NodeJS.ProcessEnv) =>
  quen(
    env,
    ...['tenants', 'create', 'Shop', '--slug', 'shop'],
    ...['--currency', 'VND', '--timezone', 'Asia/Ho_Chi_Minh'],
  );
