import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { outputOf } from './session.ts';

export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description('Bring the database to the schema of this version.')
    .action(async (_options: unknown, command: Command) => {
      const output = outputOf(command);
      const config = readConfig();
      const { openEmbedded } = await import('../../platform/embedded.ts');
      const { migrate } = await import('../../platform/migrate.ts');
      const embedded = config.databaseUrl ? undefined : await openEmbedded(config.dataFolder);
      try {
        const applied = await migrate(config.databaseUrl ?? (embedded?.url as string));
        for (const name of applied) output.progress(name);
        output.result(
          { applied },
          applied.length > 0 ? `Applied ${applied.length} migrations.` : 'Nothing to do.',
        );
      } finally {
        await embedded?.release();
      }
    });
}
