import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * What becomes of a commit whose connection is cut:
 * - lost: it does not reach PostgreSQL, which rolls back;
 * - unanswered: PostgreSQL committed, and only the word of that is missing;
 * - unheard: likewise, and the answers to the statements sent just before it are missing too.
 */
export type Fate = 'lost' | 'unanswered' | 'unheard';

interface Link {
  app: Socket;
  database: Socket;
  /** Set once its commit was struck: nothing the application sends gets through any more. */
  struck?: Fate;
}

/** A commit that is under way while the application has already lost its connection. */
export interface Delayed {
  /** Fulfilled when the application's connection has been cut. */
  cut: Promise<void>;
  /** Lets it arrive after all, or lets PostgreSQL see that the connection is gone. */
  arrive(): void;
  vanish(): void;
}

/**
 * Stands between the application's pool and PostgreSQL, passes on message by message, and cuts
 * connections where it is worst: around a commit, so that the application cannot know whether its
 * transaction holds.
 */
export class CuttingProxy {
  /** How many commits met which fate. */
  readonly cuts: Record<Fate, number> = { lost: 0, unanswered: 0, unheard: 0 };
  readonly #server = createServer((app) => this.#join(app));
  readonly #target: URL;
  readonly #links = new Set<Link>();
  #onCommit: (link: Link, message: Buffer) => void = (link, message) =>
    void link.database.write(message);

  constructor(databaseUrl: string) {
    this.#target = new URL(databaseUrl);
  }

  /** Begins to listen; the connection string that leads through it. */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const url = new URL(this.#target);
    url.port = String((this.#server.address() as AddressInfo).port);
    return url.href;
  }

  async close(): Promise<void> {
    for (const link of this.#links) this.#destroy(link);
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** Cuts at the next commit; those after it pass. */
  cutNext(fate: Fate): void {
    this.cutWhere((nth) => (nth === 1 ? fate : undefined));
  }

  /** Asks `fateOf` about each commit from here on, counted from 1; undefined lets it pass. */
  cutWhere(fateOf: (nth: number) => Fate | undefined): void {
    let nth = 0;
    this.#onCommit = (link, message) => {
      const fate = fateOf(++nth);
      if (fate !== 'lost') link.database.write(message);
      if (fate === undefined) return;
      link.struck = fate;
      if (fate === 'lost') this.#cut(link);
    };
  }

  /** Holds the next commit back while the application loses its connection at once. */
  delayNext(): Delayed {
    const { promise: cut, resolve } = Promise.withResolvers<void>();
    let held: { link: Link; message: Buffer } | undefined;
    this.#onCommit = (link, message) => {
      if (held) return void link.database.write(message);
      held = { link, message };
      link.struck = 'unheard';
      link.app.resetAndDestroy();
      resolve();
    };
    return {
      cut,
      arrive: () => void held?.link.database.write(held.message),
      vanish: () => {
        if (!held) return;
        held.link.struck = 'lost';
        this.#cut(held.link);
      },
    };
  }

  #join(app: Socket): void {
    const database = connect(Number(this.#target.port), this.#target.hostname);
    const link: Link = { app, database };
    this.#links.add(link);
    // The first message, in which the application names itself, has no type before its length.
    const asked = messages(0);
    const told = messages(1);
    const commits = commitsWhole();
    app.on('data', (chunk: Buffer) => {
      for (const message of asked(chunk).flatMap(commits)) {
        if (link.struck) return;
        if (message.subarray(0, COMMIT.length).equals(COMMIT)) this.#onCommit(link, message);
        else database.write(message);
      }
    });
    database.on('data', (chunk: Buffer) => {
      for (const message of told(chunk)) {
        // Ready without having committed: a statement before the commit had failed.
        if (link.struck && (message.equals(COMMITTED) || message[0] === READY)) {
          return this.#cut(link);
        }
        if (link.struck !== 'unheard') app.write(message);
      }
    });
    for (const socket of [app, database]) {
      socket.setNoDelay(true);
      socket.on('error', () => {});
    }
    database.on('close', () => this.#destroy(link));
    app.on('close', () => {
      // PostgreSQL must not notice yet where a commit is still to arrive.
      if (!link.struck) this.#destroy(link);
    });
  }

  #cut(link: Link): void {
    this.cuts[link.struck as Fate]++;
    this.#destroy(link);
  }

  /** An application hears in two ways that its connection is gone: each is made to happen. */
  #destroy(link: Link): void {
    this.#links.delete(link);
    if (link.struck === 'unheard') link.app.resetAndDestroy();
    else link.app.end();
    link.database.destroy();
  }
}

/** Puts what arrives together into whole messages: a type (but for the first, if so), a length, a body. */
function messages(typeBytes: 0 | 1): (chunk: Buffer) => Buffer[] {
  let type: number = typeBytes;
  let rest = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const whole: Buffer[] = [];
    while (rest.length >= type + 4) {
      const end = type + rest.readUInt32BE(type);
      if (rest.length < end) break;
      whole.push(rest.subarray(0, end));
      rest = rest.subarray(end);
      type = 1;
    }
    return whole;
  };
}

/** Puts the messages that make a commit, from its Bind to the Sync behind it, into one. */
function commitsWhole(): (message: Buffer) => Buffer[] {
  let parts: Buffer[] = [];
  return (message) => {
    if (parts.length === 0 && !message.subarray(0, COMMIT.length).equals(COMMIT)) return [message];
    parts.push(message);
    if (message[0] !== SYNC) return [];
    const whole = Buffer.concat(parts);
    parts = [];
    return [whole];
  };
}

/** Binds no parameters to the prepared statement of that name. */
const COMMIT = Buffer.from('B\0\0\0\x14\0commit\0');
const SYNC = 'S'.charCodeAt(0);
const READY = 'Z'.charCodeAt(0);
const COMMITTED = Buffer.from('C\0\0\0\x0bCOMMIT\0');
