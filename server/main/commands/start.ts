import type { Command } from 'commander';
import { CommandError } from './failure.ts';
import type { Running } from './run.ts';
import { type Output, outputOf } from './session.ts';

const MOST_CUSTOMERS = 1_000_000;

export function registerStart(program: Command): void {
  program
    .command('start')
    .description('Run everything in one process: database, migrations, API, jobs, front ends.')
    .option('--customers <number>', 'customers of the demo business, on the first start', '5000')
    .option('--no-demo', 'do not load the demo business')
    .action(async (options: { customers: string; demo: boolean }, command: Command) => {
      const customers = Number(options.customers);
      if (!Number.isInteger(customers) || customers < 1 || customers > MOST_CUSTOMERS) {
        throw new CommandError(
          `--customers must be a whole number from 1 to ${MOST_CUSTOMERS}, not "${options.customers}".`,
        );
      }
      await start(outputOf(command), options.demo ? customers : undefined);
    });
}

async function start(output: Output, demoCustomers: number | undefined): Promise<void> {
  const began = performance.now();
  const [{ startApi, startJobs, withRunning }, { runUntilStopped, stopRequested }] =
    await Promise.all([import('./run.ts'), import('../lifecycle.ts')]);
  const signal = stopRequested();
  // Read from disk while PostgreSQL starts: the server's code is most of what has to be loaded.
  const code = Promise.all([import('../server.ts'), import('../jobs.ts')]);
  code.catch(() => {});
  await withRunning({ migrated: true }, async (running) => {
    const { ensureFrontEnds } = await import('../front-ends.ts');
    await ensureFrontEnds(output.progress);
    await code;
    const demo =
      demoCustomers !== undefined && (await demoOf(running, output, demoCustomers, signal));
    const url = signal.aborted ? '' : await startApi(running);
    if (!signal.aborted) {
      await startJobs(running);
      await announce(output, url, demo, Math.round(performance.now() - began));
    }
    await runUntilStopped(signal, running.parts.toReversed(), running.log);
  });
}

async function demoOf(
  running: Running,
  output: Output,
  customers: number,
  signal: AbortSignal,
): Promise<boolean> {
  const { ensureDemo } = await import('./demo.ts');
  try {
    return await ensureDemo(running, output, customers, signal);
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

async function announce(
  output: Output,
  url: string,
  demo: boolean,
  readyInMs: number,
): Promise<void> {
  const { DEMO_SLUG, demoSignIns } = await import('../../modules/demo/index.ts');
  const addresses = {
    console: `${url}/`,
    counter: `${url}/counter`,
    portal: demo ? `${url}/portal/${DEMO_SLUG}` : `${url}/portal`,
    docs: `${url}/docs`,
  };
  const lines = [
    '',
    `Quen is ready (${(readyInMs / 1000).toFixed(1)} s). Ctrl-C stops it.`,
    '',
    `  Console   ${addresses.console}`,
    `  Counter   ${addresses.counter}`,
    `  Portal    ${addresses.portal}`,
    `  API docs  ${addresses.docs}`,
    '',
  ];
  if (demo) {
    const { staff, member, password } = demoSignIns;
    lines.push(`Demo sign-ins, password ${password}:`);
    for (const { role, email } of staff) lines.push(`  ${role.padEnd(9)} ${email}`);
    lines.push(
      `  member    ${member.phone} (${member.name}), by one-time code: it appears below in the log`,
      '',
    );
  }
  output.result({ ...addresses, readyInMs, demo: demo ? demoSignIns : null }, lines.join('\n'));
}
