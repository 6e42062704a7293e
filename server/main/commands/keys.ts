import { keyScopes, type Permission } from '@quen/contracts/permissions.ts';
import type { Command } from 'commander';
import { outputOf, tenantOf, withDatabase } from './session.ts';

interface Options {
  tenant: string;
  name: string;
  scope?: string[];
}

export function registerKeys(program: Command): void {
  const keys = program.command('keys').description('API keys of a business.');
  keys
    .command('create')
    .description('Make a key; it is shown this once.')
    .requiredOption('--tenant <slug>', 'the business')
    .option('--name <name>', 'what it is for', 'command line')
    .option('--scope <permission...>', 'what it may do (default: all a key may)')
    .action(async (options: Options, command: Command) => {
      const output = outputOf(command);
      await withDatabase(async ({ db }) => {
        const { issueKey } = await import('../../modules/access/index.ts');
        const tenant = await tenantOf(db, options.tenant);
        // issueKey refuses what is no scope, so the cast lets nothing through.
        const scopes = (options.scope ?? keyScopes) as readonly Permission[];
        const { key, record } = await db.tx(tenant, 'system', (tx) =>
          issueKey(tx, { name: options.name, scopes }),
        );
        output.result({ key, id: record.id, name: record.name, scopes: record.scopes }, key);
      });
    });
}
