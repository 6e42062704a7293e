/**
 * Writes results as they come, in whatever batches form while the write before is under way: alone
 * when there is time, together under load.
 */
export class Marker<T> {
  readonly #write: (results: readonly T[]) => Promise<void>;
  #forming: { results: T[]; written: Promise<void> } | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(write: (results: readonly T[]) => Promise<void>) {
    this.#write = write;
  }

  /** Resolves once the result is written; rejects where its batch could not be. */
  add(result: T): Promise<void> {
    if (this.#forming) {
      this.#forming.results.push(result);
      return this.#forming.written;
    }
    const results = [result];
    const before = this.#last.catch(() => {});
    const written = before.then(() => {
      this.#forming = undefined;
      return this.#write(results);
    });
    this.#forming = { results, written };
    this.#last = written;
    return written;
  }
}
