import type { Duplex } from 'node:stream';
import type pg from 'pg';
import type { Sql } from './db.ts';
import { arrayParameter } from './db-array.ts';
import { invariant } from './errors.ts';

/** The transaction was broken by a statement before: this one never ran. */
const NEVER_RAN = '25P02';

/** What is worth sending at once: PostgreSQL may begin with it while the rest is put together. */
const PACKET_BYTES = 64 * 1024;

/**
 * One connection for the time of one transaction. Statements are sent as they are made, without
 * waiting for the answers to those before them, and run in that order.
 */
export class Session {
  readonly #client: pg.ClientBase;
  #over = false;
  readonly #deferred: Promise<unknown>[] = [];

  constructor(client: pg.ClientBase) {
    this.#client = client;
  }

  async execute({ text, values, name, arrays }: Sql): Promise<pg.QueryResult> {
    const parameters = values.map((v, i) =>
      Array.isArray(v) ? arrayParameter(v, arrays?.[i]) : v,
    );
    return this.#send(name ? { text, values: parameters, name } : { text, values: parameters });
  }

  /** One or several statements without parameters: begin, savepoint… */
  async command(text: string): Promise<pg.QueryResult> {
    return this.#send({ text });
  }

  async #send(query: pg.QueryConfig): Promise<pg.QueryResult> {
    // Whoever goes on after others of the same transaction failed must not write into the next
    // one on this connection.
    invariant(!this.#over, 'a statement belongs to a transaction that is not over');
    const stream = this.#gather();
    try {
      const answer = this.#client.query(query);
      if (stream.writableLength > PACKET_BYTES) stream.uncork();
      return await answer;
    } catch (error) {
      // Who awaits several statements together should hear of the one that broke first, also
      // where its error is being turned into another on the way.
      if ((error as { code?: string }).code === NEVER_RAN) await new Promise(setImmediate);
      throw error;
    }
  }

  /**
   * Holds back what is sent until the end of this turn of the event loop: small statements made
   * together travel together, in one system call.
   */
  #gather(): Duplex {
    // A pool's client is a Client, though its type does not say so.
    const { stream } = (this.#client as pg.Client).connection;
    if (stream.writableCorked === 0) {
      stream.cork();
      process.nextTick(() => stream.uncork());
    }
    return stream;
  }

  /** Notes statements that were sent and whose end is awaited with the transaction's. */
  defer(statements: Promise<unknown>): void {
    statements.catch(() => {});
    this.#deferred.push(statements);
  }

  /** Nothing may be sent after this. */
  end(): void {
    this.#over = true;
  }

  /** Waits for what was deferred; throws what it threw. */
  async settled(): Promise<void> {
    await Promise.all(this.#deferred);
  }

  /** What broke the transaction, where `error` only says that it was broken before. */
  async causeOf(error: unknown): Promise<unknown> {
    if ((error as { code?: string }).code !== NEVER_RAN) return error;
    const failure = (await Promise.allSettled(this.#deferred)).find((s) => s.status === 'rejected');
    return failure?.reason ?? error;
  }
}
