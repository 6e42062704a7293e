/// <reference path="./pg-utils.d.ts" />
import pg from 'pg';
import { prepareValue } from 'pg/lib/utils.js';
import type { Row, Sql } from './db.ts';

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
  bind(message: { statement: string; values: readonly unknown[] }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(message: object): void;
  close(message: { type: 'S'; name: string }): void;
  sync(): void;
}

/** What a statement did. */
export interface Executed {
  /** 'SELECT', 'COMMIT'… */
  command: string;
  rows: Row[];
  /** Rows touched or given. */
  rowCount: number;
}

/** The columns of a statement's rows. */
interface Shape {
  readonly names: readonly string[];
  readonly readers: readonly ((text: string) => unknown)[];
  /** A row with every column null: copying it and filling it in is faster than adding one by one. */
  readonly blank: Readonly<Row>;
}
const NO_COLUMNS: Shape = { names: [], readers: [], blank: {} };

/** What a connection remembers of its prepared statements: the shape of what each gives. */
export type Prepared = Map<string, Shape>;

interface Statement {
  readonly query: Pick<Sql, 'text' | 'values' | 'name'>;
  shape: Shape;
  readonly rows: Row[];
  readonly resolve: (executed: Executed) => void;
  readonly reject: (error: Error) => void;
}

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

  add({ text, values, name }: Statement['query']): Promise<Executed> {
    return new Promise((resolve, reject) => {
      // First of all: what cannot be a parameter must not leave a statement half sent.
      const query = { text, values: values.map(prepareValue), name };
      const statement: Statement = { query, shape: NO_COLUMNS, rows: [], resolve, reject };
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

  #send(wire: Wire, statement: Statement): void {
    const { text, values, name = '' } = statement.query;
    const known = name === '' ? undefined : this.#prepared.get(name);
    if (known) {
      statement.shape = known;
    } else {
      // It may be there from an attempt that failed behind its parsing; closing what is not is no error.
      if (name !== '') wire.close({ type: 'S', name });
      wire.parse({ name, text });
    }
    wire.bind({ statement: name, values });
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

  handleRowDescription({ fields }: { fields: readonly pg.FieldDef[] }): void {
    const names = fields.map(({ name }) => name);
    this.#current.shape = {
      names,
      readers: fields.map(({ dataTypeID }) => pg.types.getTypeParser(dataTypeID)),
      blank: Object.fromEntries(names.map((name) => [name, null])),
    };
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    const { shape, rows } = this.#current;
    const row = { ...shape.blank };
    for (let i = 0; i < fields.length; i++) {
      const text = fields[i] as string | null;
      if (text !== null) row[shape.names[i] as string] = shape.readers[i]?.(text);
    }
    rows.push(row);
  }

  handleCommandComplete({ text }: { text: string }): void {
    const { query, shape, rows, resolve } = this.#current;
    this.#at++;
    if (query.name !== undefined) this.#prepared.set(query.name, shape);
    // 'COMMIT', 'UPDATE 3', 'INSERT 0 3'
    const words = text.split(' ');
    const rowCount = words.length > 1 ? Number(words.at(-1)) : 0;
    resolve({ command: words[0] as string, rows, rowCount });
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
