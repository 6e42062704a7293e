import type pg from 'pg';

/** Where is said that something happened in a business; the payload is its id. */
export const HAPPENED = 'quen_happened';
/** What commits within this time is said in one notice. */
const GATHER_MS = 100;

/**
 * Says that something happened, soon after it was committed. Not in the transaction itself: a
 * transaction with a notice holds a lock of the whole server while it commits, so that all shops'
 * sales would wait for each other's disk writes. A notice may therefore be lost with its process;
 * whoever relies on it must also look from time to time.
 */
export class Notices {
  readonly #pool: pg.Pool;
  readonly #waiting = new Set<number>();
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<unknown> = Promise.resolve();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  say(tenantId: number): void {
    this.#waiting.add(tenantId);
    this.#timer ??= setTimeout(() => void this.flush(), GATHER_MS).unref();
  }

  /** Says now what there is to say. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.size > 0) {
      const payloads = [...this.#waiting].map(String);
      this.#waiting.clear();
      this.#sending = this.#pool
        .query(`select pg_notify($1, payload) from unnest($2::text[]) as payload`, [
          HAPPENED,
          payloads,
        ])
        .catch(() => {});
    }
    await this.#sending;
  }
}
