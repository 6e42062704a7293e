import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { guessMapping, Reject, Table } from '../../modules/imports/index.ts';
import { csvCell } from '../../platform/csv.ts';
import { CommandError } from './failure.ts';
import { type Output, outputOf, tenantOf, withDatabase } from './session.ts';

interface Options {
  tenant: string;
  map?: Record<string, string>;
  source: string;
  dryRun?: boolean;
  rejects?: string;
  encoding?: string;
  sheet?: string;
}

/** Rejected rows that are named on the way; all of them go into the file of --rejects. */
const NAMED_REJECTS = 10;
const PROGRESS_EVERY_MS = 1000;

export function registerImport(program: Command): void {
  const imports = program.command('import').description('Bring in data from files.');
  imports
    .command('orders')
    .description('Import orders from a CSV or XLSX file. Importing a file again changes nothing.')
    .argument('<file>', 'CSV (any encoding and delimiter) or XLSX')
    .requiredOption('--tenant <slug>', 'the business')
    .option(
      '--map <field=column,...>',
      'which column is what, e.g. order=id,customer=cust,at=date,amount=total (default: a guess)',
      parseMap,
    )
    .option('--source <name>', 'the system the order numbers come from', 'import')
    .option('--dry-run', 'say what would happen and write nothing')
    .option('--rejects <file>', 'write rejected rows with their reasons to this CSV file')
    .option('--encoding <name>', 'encoding of a CSV file (default: found out)')
    .option('--sheet <name>', 'sheet of an XLSX file (default: the first)')
    .action(async (file: string, options: Options, command: Command) => {
      const output = outputOf(command);
      await withDatabase(async ({ db }) => {
        const [{ importOrders, openTable }, { enqueue }, { refreshAudience }, { stopRequested }] =
          await Promise.all([
            import('../../modules/imports/index.ts'),
            import('../../platform/jobs.ts'),
            import('../../modules/audience/index.ts'),
            import('../lifecycle.ts'),
          ]);
        const tenant = await tenantOf(db, options.tenant);
        const table = await openTable(file, {
          encoding: options.encoding as never,
          sheet: options.sheet,
        });
        const rejects = new Rejects(table.columns, options.rejects !== undefined, output);
        let told = performance.now();
        const result = await importOrders(
          db,
          tenant,
          'system',
          table,
          options.map ?? (await guessed(table, output)),
          {
            source: options.source,
            dryRun: options.dryRun ?? false,
            signal: stopRequested(),
            onProgress: ({ rows, posted }) => {
              if (performance.now() - told < PROGRESS_EVERY_MS) return;
              told = performance.now();
              output.progress(`${rows} rows read, ${posted} orders posted`);
            },
            onRejects: (found) => rejects.add(found),
          },
        ).finally(() => table.close());
        if (options.rejects !== undefined) await writeFile(options.rejects, rejects.csv());
        if (!result.dryRun && result.posted > 0) {
          await db.tx(tenant, 'system', (tx) => enqueue(tx, refreshAudience, { scores: true }));
        }
        const { rows, posted, duplicates, rejected, customers, seconds, rowsPerSecond } = result;
        output.result(
          result,
          `${result.dryRun ? 'Dry run, nothing was written. ' : ''}` +
            `${rows} rows: ${posted} orders posted, ${duplicates} duplicates, ` +
            `${rejected} rows rejected; ${customers} new customers; ` +
            `${seconds.toFixed(1)} seconds (${rowsPerSecond} rows/s)`,
        );
      });
    });
}

/** "order=COL,customer=COL": a column's name may hold anything but a comma; = only after the first. */
function parseMap(text: string, before: Record<string, string> = {}): Record<string, string> {
  const map = { ...before };
  for (const part of text.split(',')) {
    const [field, ...column] = part.split('=');
    if (!field?.trim() || column.join('=') === '') {
      throw new CommandError(`--map takes field=column pairs; "${part}" is none.`);
    }
    map[field.trim()] = column.join('=').trim();
  }
  return map;
}

async function guessed(table: Table, output: Output): Promise<Record<string, string>> {
  const imports = await import('../../modules/imports/index.ts');
  let sample: Parameters<typeof guessMapping>[2] = [];
  for await (const rows of table.rows()) {
    sample = rows.slice(0, 100);
    break;
  }
  const mapping = imports.guessMapping('orders', table.columns, sample);
  const pairs = Object.entries(mapping).map(([field, column]) => `${field}=${column}`);
  output.progress(`No --map given; taken for: --map ${pairs.join(',')}`);
  return mapping;
}

/** The rejected rows: the first ones named at once, all of them kept where a file was asked for. */
class Rejects {
  readonly #columns: readonly string[];
  readonly #keep: boolean;
  readonly #output: Output;
  readonly #lines: string[] = [];
  #named = 0;

  constructor(columns: readonly string[], keep: boolean, output: Output) {
    this.#columns = columns;
    this.#keep = keep;
    this.#output = output;
  }

  async add(found: readonly Reject[]): Promise<void> {
    const { reasonOf } = await import('../../modules/imports/index.ts');
    for (const reject of found) {
      const reason = reasonOf(reject).en;
      if (this.#named++ < NAMED_REJECTS) this.#output.progress(`row ${reject.no}: ${reason}`);
      if (!this.#keep) continue;
      const cells = this.#columns.map((_, i) => csvCell(reject.cells[i] ?? ''));
      this.#lines.push([...cells, csvCell(reason)].join(','));
    }
  }

  csv(): string {
    const header = [...this.#columns.map(csvCell), 'Reason rejected'].join(',');
    return `\u{feff}${[header, ...this.#lines].join('\r\n')}\r\n`;
  }
}
