import pg from 'pg';
import { prepareValue } from 'pg/lib/utils.js';
import type { Sql } from './db.ts';

/** The transaction was broken by a statement before: this one never ran. */
export const NEVER_RAN = '25P02';

/** What is worth sending at once: PostgreSQL may begin with it while the rest is put together. */
const SEND_AT = 64 * 1024;

/** The driver's connection, as far as its custom queries (pg-cursor…) may use it. */
interface Wire {
  readonly stream: {
    cork(): void;
    uncork(): void;
    readonly writableLength: number;
  };
  parse(message: { name: string; text: string }): void;
  bind(message: {
    statement: string;
    values: readonly unknown[];
    valueMapper(value: unknown): unknown;
  }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(message: object): void;
  close(message: { type: 'S'; name: string }): void;
  sync(): void;
}

interface Statement {
  readonly query: Pick<Sql, 'text' | 'values' | 'name'>;
  readonly result: Result;
  readonly resolve: (result: pg.QueryResult) => void;
  readonly reject: (error: Error) => void;
}

type Field = pg.FieldDef;

/** The driver's own collector of rows, which its types do not tell of. */
interface Result extends pg.QueryResult {
  addFields(fields: readonly Field[]): void;
  addRow(row: unknown): void;
  parseRow(values: readonly unknown[]): unknown;
  addCommandComplete(message: object): void;
}
const { Result: NewResult } = pg as unknown as { Result: new () => Result };

/** What a connection remembers of its prepared statements: the columns each gives. */
export type Prepared = Map<string, readonly Field[]>;

/**
 * Statements that travel to PostgreSQL together and are answered together: the messages of the
 * extended query protocol with one Sync for all of them (PostgreSQL manual, "Message Flow",
 * Extended Query), where the driver sends one for each. PostgreSQL answers at a Sync, and each
 * answer is a system call here, one there, and waking a process that is about to sleep again.
 *
 * The first statement that fails rejects with PostgreSQL's error; those behind it are skipped and
 * reject with NEVER_RAN. A statement with a name is parsed and described once a connection.
 */
export class Packet implements pg.Submittable {
  /** Resolves when everything in it was answered or failed. */
  readonly answered: Promise<void>;
  #end: () => void = () => {};
  readonly #prepared: Prepared;
  readonly #statements: Statement[] = [];
  /** How many were answered. */
  #at = 0;
  #wire: Wire | undefined;
  #closed = false;

  constructor(prepared: Prepared) {
    this.#prepared = prepared;
    this.answered = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  add(query: Statement['query']): Promise<pg.QueryResult> {
    return new Promise((resolve, reject) => {
      const statement = { query, result: new NewResult(), resolve, reject };
      this.#statements.push(statement);
      if (this.#wire) this.#send(this.#wire, statement);
    });
  }

  /** Nothing more will be added. */
  close(): void {
    this.#closed = true;
    if (this.#wire) this.#finish(this.#wire);
  }

  /** Called by the driver when it is this packet's turn. */
  submit(connection: unknown): void {
    const wire = connection as Wire;
    this.#wire = wire;
    wire.stream.cork();
    for (const statement of this.#statements) this.#send(wire, statement);
    if (this.#closed) this.#finish(wire);
  }

  #send(wire: Wire, { query, result }: Statement): void {
    const { text, values, name = '' } = query;
    const known = name === '' ? undefined : this.#prepared.get(name);
    if (known) {
      result.addFields(known);
    } else {
      // It may be there from an attempt that failed behind its parsing; closing what is not is no error.
      if (name !== '') wire.close({ type: 'S', name });
      wire.parse({ name, text });
    }
    wire.bind({ statement: name, values, valueMapper: prepareValue });
    if (!known) wire.describe({ type: 'P', name: '' });
    wire.execute({});
    if (wire.stream.writableLength > SEND_AT) {
      wire.stream.uncork();
      wire.stream.cork();
    }
  }

  #finish(wire: Wire): void {
    wire.sync();
    wire.stream.uncork();
  }

  get #current(): Statement {
    return this.#statements[this.#at] as Statement;
  }

  handleRowDescription({ fields }: { fields: readonly Field[] }): void {
    this.#current.result.addFields(fields);
  }

  handleDataRow({ fields }: { fields: readonly unknown[] }): void {
    const { result } = this.#current;
    result.addRow(result.parseRow(fields));
  }

  handleCommandComplete(message: object): void {
    const { query, result, resolve } = this.#current;
    this.#at++;
    if (query.name !== undefined) this.#prepared.set(query.name, result.fields);
    result.addCommandComplete(message);
    resolve(result);
  }

  handleReadyForQuery(): void {
    this.#end();
  }

  /** From PostgreSQL about the current statement, or of the connection that broke. */
  handleError(error: Error): void {
    const [failed, ...skipped] = this.#statements.slice(this.#at);
    if (failed?.query.name !== undefined) this.#prepared.delete(failed.query.name);
    failed?.reject(error);
    this.#end();
    const consequence = Object.assign(new Error('a statement before this one failed'), {
      code: NEVER_RAN,
      cause: error,
    });
    // Who awaits several statements together should hear of the one that broke, also where its
    // error is being turned into another on the way.
    setImmediate(() => {
      for (const { reject } of skipped) reject(consequence);
    });
  }
}
