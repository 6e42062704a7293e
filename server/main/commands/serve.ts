import type { Command } from 'commander';
import { outputOf } from './session.ts';

export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('Run the HTTP server only: API, console, portal. Jobs are run by "quen work".')
    .action(async (_options: unknown, command: Command) => {
      const output = outputOf(command);
      const [{ startApi, withRunning }, { runUntilStopped, stopRequested }, { ensureFrontEnds }] =
        await Promise.all([
          import('./run.ts'),
          import('../lifecycle.ts'),
          import('../front-ends.ts'),
        ]);
      const signal = stopRequested();
      await withRunning({ migrated: false }, async (running) => {
        if (running.config.environment !== 'test') await ensureFrontEnds(output.progress);
        const url = await startApi(running);
        output.result({ url }, `Quen answers at ${url}`);
        await runUntilStopped(signal, running.parts.toReversed(), running.log);
      });
    });
}

export function registerWork(program: Command): void {
  program
    .command('work')
    .description('Run background jobs only: messages, journeys, imports, expiry.')
    .action(async (_options: unknown, command: Command) => {
      const output = outputOf(command);
      const [{ startJobs, withRunning }, { runUntilStopped, stopRequested }] = await Promise.all([
        import('./run.ts'),
        import('../lifecycle.ts'),
      ]);
      const signal = stopRequested();
      await withRunning({ migrated: false }, async (running) => {
        await startJobs(running);
        output.result({ working: true }, 'Quen works on the jobs');
        await runUntilStopped(signal, running.parts.toReversed(), running.log);
      });
    });
}
