import pg from 'pg';
import type { Database, Tenant } from '../server/platform/db.ts';

/** The tables a posting fills, in the order in which they are filled. */
const tables = ['customers', 'standings', 'orders', 'transfers', 'timeline'] as const;

interface Table {
  name: (typeof tables)[number];
  insert: string;
  /** Reads the rows of a range of transactions, grouped by the transaction that wrote them. */
  read: string;
}

/** Rows ready to be sent: for each transaction, each table's columns as array literals. */
export type Prepared = { table: Table; columns: string[]; rows: number }[][];

/**
 * Empty twins of the tables that posting fills: the same columns, checks, indexes and row-level
 * security, without their foreign keys. They are what raw inserts go into.
 */
export class RawTables {
  readonly #owner: pg.Client;
  readonly #tables: Table[];
  /** Rows of transactions up to this one are spoken for. */
  #seen: string;

  private constructor(owner: pg.Client, made: Table[], seen: string) {
    this.#owner = owner;
    this.#tables = made;
    this.#seen = seen;
  }

  static async create(url: string): Promise<RawTables> {
    const owner = new pg.Client(url);
    await owner.connect();
    await owner.query('create schema raw; grant usage on schema raw to quen_app');
    const made: Table[] = [];
    for (const name of tables) {
      await owner.query(`create table raw.${name} (like public.${name} including all)`);
      await owner.query(`call quen_guard('raw.${name}')`);
      made.push(await describe(owner, name));
    }
    const { rows } = await owner.query<{ xid: string }>(
      'select pg_current_xact_id()::text::bigint::text as xid',
    );
    return new RawTables(owner, made, rows[0]?.xid as string);
  }

  /** What was posted since the last call, as the same transactions wrote it. Empties the twins. */
  async take(): Promise<Prepared> {
    const byTransaction = new Map<string, Prepared[number]>();
    let last = this.#seen;
    for (const table of this.#tables) {
      await this.#owner.query(`truncate raw.${table.name}`);
      const { rows } = await this.#owner.query<{ batch: string; rows: number; columns: string[] }>(
        table.read,
        [this.#seen],
      );
      for (const { batch, ...part } of rows) {
        const parts = byTransaction.get(batch) ?? [];
        parts.push({ table, ...part });
        byTransaction.set(batch, parts);
        if (Number(batch) > Number(last)) last = batch;
      }
    }
    this.#seen = last;
    return [...byTransaction].sort(([a], [b]) => Number(a) - Number(b)).map(([, parts]) => parts);
  }

  async close(): Promise<void> {
    await this.#owner.end();
  }
}

async function describe(owner: pg.Client, name: Table['name']): Promise<Table> {
  const { rows } = await owner.query<{ column: string; type: string }>(
    `select quote_ident(attname) as column, format_type(atttypid, null) as type
     from pg_attribute
     where attrelid = format('public.%I', $1::text)::regclass and attnum > 0
       and not attisdropped and attgenerated = '' and atttypid not in (
         select typarray from pg_type where typarray <> 0)
     order by attnum`,
    [name],
  );
  const columns = rows.map((r) => r.column).join(', ');
  const values = rows.map((r, i) => `unnest($${i + 1}::${r.type}[])`).join(', ');
  return {
    name,
    insert: `insert into raw.${name} (${columns}) select ${values}`,
    read: `
      select xmin::text::bigint::text as batch, count(*)::int as rows,
             array[${rows.map((r) => `array_agg(${r.column})::text`).join(', ')}] as columns
      from public.${name} where xmin::text::bigint > $1::bigint group by 1`,
  };
}

/** Inserts one transaction's rows, a statement a table, as the application's role. */
export async function insertRaw(
  db: Database,
  tenant: Tenant,
  parts: Prepared[number],
): Promise<void> {
  await db.tx(tenant, 'bench', async (tx) => {
    for (const { table, columns } of parts) {
      await tx.run({ text: table.insert, values: columns, name: `raw_${table.name}` });
    }
  });
}
