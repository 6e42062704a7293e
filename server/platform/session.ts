import type pg from 'pg';
import type { Sql } from './db.ts';
import { arrayParameter } from './db-array.ts';
import { invariant } from './errors.ts';
import { type Executed, NEVER_RAN, Packet, type Prepared } from './packet.ts';

const statementsOf = new WeakMap<pg.ClientBase, Prepared>();

function preparedOn(client: pg.ClientBase): Prepared {
  let prepared = statementsOf.get(client);
  if (!prepared) {
    prepared = new Map();
    statementsOf.set(client, prepared);
  }
  return prepared;
}

/**
 * One connection for the time of one transaction. Statements made in the same turn of the event loop
 * travel in one packet; those made while it is under way gather in the next one. They run in the
 * order in which they were made.
 */
export class Session {
  readonly #client: pg.ClientBase;
  readonly #prepared: Prepared;
  #over = false;
  /** Takes statements. */
  #open: Packet | undefined;
  /** The one before it, as long as it has not been answered. */
  #underWay: Packet | undefined;
  readonly #deferred: Promise<unknown>[] = [];

  constructor(client: pg.ClientBase) {
    this.#client = client;
    this.#prepared = preparedOn(client);
  }

  async execute({ text, values, name, arrays }: Sql): Promise<Executed> {
    // Whoever goes on after others of the same transaction failed must not write into the next
    // one on this connection.
    invariant(!this.#over, 'a statement belongs to a transaction that is not over');
    const parameters = values.map((v, i) =>
      Array.isArray(v) ? arrayParameter(v, arrays?.[i]) : v,
    );
    return this.#send({ text, values: parameters, name });
  }

  /** A statement without parameters that never varies: begin, savepoint… */
  async command(text: string): Promise<Executed> {
    invariant(!this.#over, 'a command belongs to a transaction that is not over');
    return this.#send({ text, values: [], name: text });
  }

  /** The last statement of the transaction: commit or rollback. Nothing may be sent after it. */
  async end(text: 'commit' | 'rollback'): Promise<Executed> {
    this.#over = true;
    return this.#send({ text, values: [], name: text });
  }

  async #send(query: Pick<Sql, 'text' | 'values' | 'name'>): Promise<Executed> {
    try {
      return await this.#packet().add(query);
    } catch (error) {
      // Where the statement was made tells more than where its answer was read.
      Error.captureStackTrace(error as Error);
      throw error;
    }
  }

  #packet(): Packet {
    if (this.#open) return this.#open;
    const packet = new Packet(this.#prepared);
    const before = this.#underWay;
    this.#open = packet;
    this.#client.query(packet);
    const close = () => {
      this.#open = undefined;
      this.#underWay = packet;
      packet.close();
    };
    packet.answered.then(() => {
      if (this.#underWay === packet) this.#underWay = undefined;
    });
    if (before) before.answered.then(close);
    else process.nextTick(close);
    return packet;
  }

  /** Notes statements that were sent and whose end is awaited with the transaction's. */
  defer(statements: Promise<unknown>): void {
    statements.catch(() => {});
    this.#deferred.push(statements);
  }

  /** Waits for what was deferred; throws what it threw. */
  async settled(): Promise<void> {
    await Promise.all(this.#deferred);
  }

  /** What broke the transaction, where `error` only says that it was broken before. */
  async causeOf(error: unknown): Promise<unknown> {
    if ((error as { code?: string }).code !== NEVER_RAN) return error;
    const failure = (await Promise.allSettled(this.#deferred)).find((s) => s.status === 'rejected');
    return failure?.reason ?? (error as Error).cause ?? error;
  }
}
