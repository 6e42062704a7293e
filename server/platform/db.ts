import { createHash } from 'node:crypto';
import pg from 'pg';
import { type Clock, systemClock } from './clock.ts';
import './db-values.ts';
import { invariant } from './errors.ts';
import { Notices } from './notices.ts';
import { Session } from './session.ts';

/** A piece of SQL with its parameters. Made by the sql tag only, so values never reach the text. */
export interface Sql {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Set for statements whose text never varies: they are prepared once per connection. */
  readonly name: string | undefined;
  /** By position, the element types of parameters that the text casts to arrays. */
  readonly arrays?: readonly (string | undefined)[] | undefined;
}

class Fragment implements Sql {
  readonly strings: readonly string[];
  readonly parts: readonly unknown[];
  #built: Sql | undefined;
  constructor(strings: readonly string[], parts: readonly unknown[]) {
    this.strings = strings;
    this.parts = parts;
  }
  get text(): string {
    return this.#build().text;
  }
  get values(): readonly unknown[] {
    return this.#build().values;
  }
  get name(): string | undefined {
    return this.#build().name;
  }
  get arrays(): readonly (string | undefined)[] | undefined {
    return this.#build().arrays;
  }
  #build(): Sql {
    this.#built ??= this.parts.some((part) => part instanceof Fragment)
      ? this.#assemble()
      : { ...constantText(this.strings), values: this.parts };
    return this.#built;
  }
  #assemble(): Sql {
    const values: unknown[] = [];
    const arrays: (string | undefined)[] = [];
    const write = (fragment: Fragment): string => {
      let text = fragment.strings[0] as string;
      fragment.parts.forEach((part, i) => {
        const after = fragment.strings[i + 1] as string;
        if (part instanceof Fragment) {
          text += write(part);
        } else {
          values.push(part);
          arrays.push(arrayTypeIn(after));
          text += `$${values.length}`;
        }
        text += after;
      });
      return text;
    };
    return { text: write(this), values, arrays, name: undefined };
  }
}

/** The element type where the text behind a parameter casts it to an array. */
const arrayTypeIn = (after: string): string | undefined => /^::(\w+)\[\]/.exec(after)?.[1];

type Constant = Pick<Sql, 'text' | 'name' | 'arrays'>;
const constants = new WeakMap<readonly string[], Constant>();

/** What never varies of a statement whose parts are all values: worked out once for each place in the code. */
function constantText(strings: readonly string[]): Constant {
  let constant = constants.get(strings);
  if (!constant) {
    const text = strings.reduce((before, after, i) => `${before}$${i}${after}`);
    const arrays = strings.slice(1).map(arrayTypeIn);
    constant = { text, name: statementName(text), arrays };
    constants.set(strings, constant);
  }
  return constant;
}

const statementName = (text: string): string =>
  `q${createHash('sha256').update(text).digest('base64url').slice(0, 24)}`;

/** The SQL tag: interpolated values become parameters, interpolated sql`…` becomes text. */
export function sql(strings: TemplateStringsArray, ...parts: unknown[]): Sql {
  return new Fragment(strings, parts);
}

const preparedNames = new Map<string, string>();

/** Of a statement put together from parts whose text varies little: it is prepared, too. */
export function prepared({ text, values, arrays }: Sql): Sql {
  let name = preparedNames.get(text);
  if (name === undefined) {
    name = statementName(text);
    preparedNames.set(text, name);
  }
  return { text, values, arrays, name };
}

/** SQL text that is a constant of the program (a column name chosen from a list, never input). */
export function rawSql(text: string): Sql {
  return new Fragment([text], []);
}

export function joinSql(parts: readonly Sql[], separator: string): Sql {
  invariant(parts.length > 0, 'joinSql needs at least one part');
  return new Fragment(['', ...Array(parts.length - 1).fill(separator), ''], parts);
}

/** What every use case knows of the business it works for. */
export interface Tenant {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly locale: 'vi' | 'en';
}

export type Row = Record<string, unknown>;

export interface Queryable {
  rows<R = Row>(statement: Sql): Promise<R[]>;
  /** The only row, or undefined. */
  one<R = Row>(statement: Sql): Promise<R | undefined>;
  /** Runs a statement for its effect; how many rows it touched. */
  run(statement: Sql): Promise<number>;
}

/**
 * An open transaction of one tenant. Every write takes one as a required argument; the only way to
 * get one is Database.tx. `now` is the business time of the whole transaction.
 *
 * Statements are sent as they are made and run in that order, so those that do not need each other's
 * rows may be awaited together (Promise.all) and share one round trip. Once one fails, all that were
 * sent after it fail too.
 */
export class Tx implements Queryable {
  readonly tenant: Tenant;
  readonly now: Date;
  /** Who acts: 'staff:<id>', 'key:<id>', 'member:<id>', 'journey:<id>', 'system'. */
  readonly actor: string;
  /** Shared by all transactions of the process: immutable rows by key (published programmes). */
  readonly cache: Map<string, unknown>;
  /** From 1: which try of the same work this is. */
  readonly attempt: number;
  readonly #session: Session;
  #eventful = false;

  constructor(
    session: Session,
    tenant: Tenant,
    now: Date,
    actor: string,
    cache: Map<string, unknown>,
    attempt: number,
  ) {
    this.#session = session;
    this.cache = cache;
    this.attempt = attempt;
    this.tenant = tenant;
    this.now = now;
    this.actor = actor;
  }

  async rows<R = Row>(statement: Sql): Promise<R[]> {
    return (await this.#session.execute(statement)).rows as R[];
  }
  async one<R = Row>(statement: Sql): Promise<R | undefined> {
    return (await this.#session.execute(statement)).rows[0] as R | undefined;
  }
  async run(statement: Sql): Promise<number> {
    return (await this.#session.execute(statement)).rowCount;
  }

  /**
   * Leaves statements, which must have been sent, to be awaited by the end of the transaction: they
   * share the commit's round trip. Should they fail, so does the transaction.
   */
  defer(statements: Promise<unknown>): void {
    this.#session.defer(statements);
  }

  /** Waits for what was deferred; for those who will not commit, but must know that they could. */
  async settled(): Promise<void> {
    await this.#session.settled();
  }

  /** Wakes those who follow what happens in the business, soon after this has been committed. */
  announce(): void {
    this.#eventful = true;
  }
  get eventful(): boolean {
    return this.#eventful;
  }

  /** Runs fn; if it throws, undoes what it wrote and rethrows, leaving the transaction usable. */
  async savepoint<T>(fn: () => Promise<T>): Promise<T> {
    await this.#session.command('savepoint s');
    try {
      const result = await fn();
      await this.#session.command('release savepoint s');
      return result;
    } catch (error) {
      await this.#session.command('rollback to savepoint s');
      await this.#session.command('release savepoint s');
      throw error;
    }
  }
}

/** Serialisation failure, deadlock: the whole transaction may be tried again. */
const transient = new Set(['40001', '40P01']);
const MAX_ATTEMPTS = 6;

export class RetryTransaction extends Error {}

function isTransient(error: unknown): boolean {
  if (error instanceof RetryTransaction) return true;
  return error instanceof Error && 'code' in error && transient.has(String(error.code));
}

/** True where a unique constraint refused the row (a race lost to another writer). */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === '23505' &&
    (constraint === undefined || ('constraint' in error && error.constraint === constraint))
  );
}

/**
 * True where PostgreSQL cannot be reached, is stopping, or went away: whether a commit under way was
 * heard is then unknown, and asking again with the same key or receipt number finds out.
 */
export function isOutOfReach(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    /^(ECONNREFUSED|ECONNRESET|EPIPE|57P0[123]|08...)$/.test(code) ||
    // The driver's own words where a connection ends under a statement; it gives them no code.
    /^Connection terminated|is not queryable$/.test(error.message)
  );
}

export interface TxOptions {
  /**
   * 'generic': statements are planned once a connection, whatever their parameters. For work whose
   * every statement finds its rows by their keys: PostgreSQL would plan it anew for short arrays,
   * which takes longer than running it. Default: PostgreSQL decides.
   */
  plans?: 'auto' | 'generic';
}

const tenantIs = ({ id }: Tenant) => sql`select set_config('quen.tenant', ${String(id)}, true)`;
const tenantIsAndPlansAreGeneric = ({ id }: Tenant) => sql`
  select set_config('quen.tenant', ${String(id)}, true),
         set_config('plan_cache_mode', 'force_generic_plan', true)`;

export interface DatabaseOptions {
  /** Connection string of the application; statements run as quen_app. */
  url: string;
  poolSize: number;
  clock?: Clock;
  /** Milliseconds a statement may take before PostgreSQL stops it. */
  statementTimeoutMs?: number;
}

export class Database {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly #cache = new Map<string, unknown>();
  readonly #notices: Notices;

  constructor(options: DatabaseOptions) {
    this.clock = options.clock ?? systemClock;
    this.pool = new pg.Pool({
      connectionString: options.url,
      max: options.poolSize,
      application_name: 'quen',
      // The role is taken on at connect time, so no statement ever runs as the owner.
      options: `-c role=quen_app -c timezone=UTC -c statement_timeout=${options.statementTimeoutMs ?? 120_000} -c lock_timeout=30000 -c idle_in_transaction_session_timeout=300000`,
    });
    // An idle connection that dies is replaced by the pool; without a listener it would end us.
    this.pool.on('error', () => {});
    this.pool.on('connect', (client) => client.on('error', () => {}));
    this.#notices = new Notices(this.pool);
  }

  /** Runs fn in one transaction of the tenant; commits what it wrote or nothing. Bounded retry. */
  async tx<T>(
    tenant: Tenant,
    actor: string,
    fn: (tx: Tx) => Promise<T>,
    { plans = 'auto' }: TxOptions = {},
  ): Promise<T> {
    let tx: Tx | undefined;
    const settings = plans === 'generic' ? tenantIsAndPlansAreGeneric(tenant) : tenantIs(tenant);
    const result = await this.#transaction('begin', [settings], (session, attempt) => {
      tx = new Tx(session, tenant, this.clock.now(), actor, this.#cache, attempt);
      return fn(tx);
    });
    if (tx?.eventful) this.#notices.say(tenant.id);
    return result;
  }

  /** A transaction that only reads, on one snapshot: reports that must agree with each other. */
  async snapshot<T>(tenant: Tenant, actor: string, fn: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#transaction(
      'begin isolation level repeatable read read only',
      [tenantIs(tenant)],
      (session, attempt) =>
        fn(new Tx(session, tenant, this.clock.now(), actor, this.#cache, attempt)),
    );
  }

  /** Outside any tenant: the register of tenants, and a user's own memberships. */
  async global<T>(fn: (q: Queryable) => Promise<T>, userId = ''): Promise<T> {
    const settings = userId ? [sql`select set_config('quen.user', ${userId}, true)`] : [];
    return this.#transaction('begin', settings, async (session) => {
      const q: Queryable = {
        rows: async <R>(s: Sql) => (await session.execute(s)).rows as R[],
        one: async <R>(s: Sql) => (await session.execute(s)).rows[0] as R | undefined,
        run: async (s) => (await session.execute(s)).rowCount,
      };
      return fn(q);
    });
  }

  async #transaction<T>(
    begin: string,
    settings: readonly Sql[],
    fn: (session: Session, attempt: number) => Promise<T>,
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const client = await this.pool.connect();
      const session = new Session(client);
      let broken: Error | undefined;
      try {
        // Rides along with the first statement, which fails for the same reason should this fail.
        const begun = Promise.all([
          session.command(begin),
          ...settings.map((s) => session.execute(s)),
        ]);
        begun.catch(() => {});
        const result = await fn(session, attempt);
        const committing = session.end('commit');
        committing.catch(() => {});
        await begun;
        await session.settled();
        const { command } = await committing;
        // After a failed statement, which somebody must have kept quiet about, it is a rollback.
        invariant(command === 'COMMIT', 'a transaction with a failed statement is not committed');
        return result;
      } catch (thrown) {
        const error = await session.causeOf(thrown);
        await session.end('rollback').catch((e: Error) => {
          broken = e;
        });
        if (!isTransient(error) || attempt === MAX_ATTEMPTS) throw error;
      } finally {
        client.release(broken);
      }
      await new Promise((wake) => setTimeout(wake, Math.random() * 10 * 2 ** attempt));
    }
  }

  async close(): Promise<void> {
    await this.#notices.flush();
    await this.pool.end();
  }
}
