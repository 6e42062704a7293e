import { Argument, type Command, Option } from 'commander';
import { outputOf, tenantOf, withDatabase } from './session.ts';

const names = ['rfm', 'retention', 'lifecycle', 'liability', 'revenue', 'dashboard'] as const;

interface Options {
  tenant: string;
  asOf?: string;
  format: 'json' | 'csv';
}

export function registerReport(program: Command): void {
  program
    .command('report')
    .description('Print a report.')
    .addArgument(new Argument('<name>', 'which one').choices(names))
    .requiredOption('--tenant <slug>', 'the business')
    .option('--as-of <date>', 'YYYY-MM-DD: as things stood at the end of that day')
    .addOption(new Option('--format <format>', 'as what').choices(['json', 'csv']).default('json'))
    .action(async (name: (typeof names)[number], options: Options, command: Command) => {
      const output = outputOf(command);
      await withDatabase(async ({ db }) => {
        const [{ reports }, { overEveryone }, { toCsv }] = await Promise.all([
          import('../../modules/insights/index.ts'),
          import('../../modules/conditions/index.ts'),
          import('../../platform/csv.ts'),
        ]);
        const tenant = await tenantOf(db, options.tenant);
        // The table of a report belongs to that report; the list of them cannot say so.
        // biome-ignore lint/suspicious/noExplicitAny: see above
        const { run, table } = reports[name] as any;
        const found = await db.snapshot(tenant, 'system', (tx) =>
          overEveryone(tx, () => run(tx, { asOf: options.asOf })),
        );
        if (options.format === 'json' || output.json) {
          output.result(found, JSON.stringify(found, null, 2));
        } else {
          const { header, rows } = table(found, tenant);
          process.stdout.write(toCsv(header, rows));
        }
      });
    });
}
