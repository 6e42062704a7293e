import type { ImportKindName } from '@quen/contracts/imports.ts';
import type { Database, Tenant } from '../../platform/db.ts';
import { Cells } from './cells.ts';
import { columnIndexes, type Mapping } from './columns.ts';
import { CustomersKind } from './customers.ts';
import { OrdersKind } from './orders.ts';
import { Pipeline, type PipelineOptions } from './pipeline.ts';
import { openTable, type Table, type TableOptions } from './read/open.ts';
import { type ColumnFacts, type ScanOptions, scan } from './scan.ts';
import { storeNames } from './stores.ts';
import type { Tally } from './tally.ts';

export interface ImportOptions extends PipelineOptions, TableOptions, ScanOptions {
  /** The system the orders and customer numbers come from; default 'import'. */
  source?: string | undefined;
  /** Told once the file has been looked through, before anything is posted. */
  onScanned?: ((facts: ColumnFacts) => void | Promise<void>) | undefined;
}

/** What an import did (or, as a dry run, would do), and how the file was read. */
export interface ImportResult extends Tally {
  dryRun: boolean;
  seconds: number;
  rowsPerSecond: number;
  dayOrder: 'dmy' | 'mdy';
  /** False where no date in the file told day from month, and custom decided. */
  dayOrderProven: boolean;
}

/**
 * Imports a file of orders: `file` is its path, or a table already open (which stays open). Rows are
 * read as a stream and posted in batches, each whole or not at all, so that an import that was cut
 * off is simply run again. Throws what openTable and columnIndexes throw, before anything is posted.
 */
export async function importOrders(
  db: Database,
  tenant: Tenant,
  actor: string,
  file: string | Table,
  mapping: Mapping,
  options: ImportOptions = {},
): Promise<ImportResult> {
  return importFile(db, tenant, actor, 'orders', file, mapping, options);
}

/** Imports a file of any kind; see importOrders. */
export async function importFile(
  db: Database,
  tenant: Tenant,
  actor: string,
  kind: ImportKindName,
  file: string | Table,
  mapping: Mapping,
  options: ImportOptions = {},
): Promise<ImportResult> {
  const started = performance.now();
  const table = typeof file === 'string' ? await openTable(file, options) : file;
  try {
    const indexes = columnIndexes(kind, mapping, table.columns);
    const facts = await scan(table, indexes, tenant, options);
    await options.onScanned?.(facts);
    const cells = new Cells(indexes, table.columns);
    const stores = await storeNames(db, tenant, actor);
    const from = { source: options.source ?? 'import', stores };
    const rows = table.rows();
    const tally =
      kind === 'orders'
        ? await new Pipeline(
            db,
            tenant,
            actor,
            new OrdersKind(cells, facts, tenant, from),
            options,
          ).run(rows)
        : await new Pipeline(
            db,
            tenant,
            actor,
            new CustomersKind(cells, facts, tenant, from),
            options,
          ).run(rows);
    const seconds = (performance.now() - started) / 1000;
    return {
      ...tally,
      dryRun: options.dryRun ?? false,
      seconds,
      rowsPerSecond: Math.round(tally.rows / seconds),
      dayOrder: facts.dayOrder,
      dayOrderProven: facts.dayOrderProven,
    };
  } finally {
    if (typeof file === 'string') table.close();
  }
}
