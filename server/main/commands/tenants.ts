import type { Command } from 'commander';
import { CommandError } from './failure.ts';
import { outputOf, withDatabase } from './session.ts';

interface Options {
  slug: string;
  currency: string;
  timezone: string;
  owner?: string;
}

export function registerTenants(program: Command): void {
  const tenants = program.command('tenants').description('The businesses of this installation.');
  tenants
    .command('create')
    .description('Register a business and give it the starter programme.')
    .argument('<name>', 'what it is called')
    .requiredOption('--slug <slug>', 'its name in addresses: a-z, 0-9 and hyphens')
    .option('--currency <code>', 'ISO 4217; cannot be changed later', 'VND')
    .option('--timezone <zone>', 'IANA name; cannot be changed later', 'Asia/Ho_Chi_Minh')
    .option('--owner <email>', 'let this person sign in as the owner')
    .action(async (name: string, options: Options, command: Command) => {
      const output = outputOf(command);
      if (options.owner !== undefined && !options.owner.includes('@')) {
        throw new CommandError(`--owner must be an e-mail address, not "${options.owner}".`);
      }
      await withDatabase(async ({ db }) => {
        const [{ createTenant }, { publishStarter }, { createOwner }] = await Promise.all([
          import('../../modules/tenants/index.ts'),
          import('../../modules/programme/index.ts'),
          import('../../modules/access/index.ts'),
        ]);
        const { slug, currency, timezone: timeZone, owner: email } = options;
        const tenant = await createTenant(db, { name, slug, currency, timeZone });
        await db.tx(tenant, 'system', publishStarter);
        const owner = email ? await createOwner(db, tenant, { email, name: email }) : undefined;
        const sentence = `Created "${tenant.name}" (${tenant.slug}, ${tenant.currency}).`;
        output.result(
          {
            id: tenant.id,
            slug: tenant.slug,
            name: tenant.name,
            currency: tenant.currency,
            timeZone: tenant.timeZone,
            ...(owner ? { owner: { email, password: owner.password } } : {}),
          },
          owner
            ? `${sentence} Owner ${email}, password ${owner.password ?? 'as before'}.`
            : sentence,
        );
      });
    });
}
