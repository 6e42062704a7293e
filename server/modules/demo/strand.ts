import { ManualClock } from '../../platform/clock.ts';
import { Database, type Tenant } from '../../platform/db.ts';
import { analyzeGrown } from '../../platform/statistics.ts';
import type { Step } from './domain/steps.ts';
import type { DemoOptions } from './options.ts';
import { type DemoLoad, stepDone, withoutWaiting } from './store.ts';
import { Teller } from './teller.ts';

/**
 * One strand of the story: its own customers, clock and connection, so that the database works on
 * one strand while we prepare the other. Each step is one transaction that also notes how far the
 * strand has come.
 */
export class Strand {
  readonly #index: number;
  readonly #tenant: Tenant;
  readonly #load: DemoLoad;
  readonly #signal: AbortSignal;
  readonly #clock: ManualClock;
  readonly #db: Database;
  readonly #teller = new Teller();
  #next = 0;

  constructor(index: number, tenant: Tenant, load: DemoLoad, options: DemoOptions) {
    this.#index = index;
    this.#tenant = tenant;
    this.#load = load;
    this.#signal = options.signal;
    this.#clock = new ManualClock(load.until);
    this.#db = new Database({ url: options.url, poolSize: 1, clock: this.#clock });
  }

  get refused(): number {
    return this.#teller.refused;
  }

  async tell(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      const number = this.#next++;
      if (number < (this.#load.stepsDone[this.#index] as number)) {
        this.#teller.recall(step);
        continue;
      }
      this.#signal.throwIfAborted();
      this.#clock.set(step.at);
      await this.#db.tx(this.#tenant, 'system', async (tx) => {
        await withoutWaiting(tx);
        await this.#teller.tell(tx, step);
        await stepDone(tx, this.#index, number);
      });
      // Once there are a few rows everywhere; from a few thousand on, autovacuum is quick enough.
      if (this.#index === 0 && (number === 1 || number === 4)) await analyzeGrown(this.#db);
    }
  }

  close(): Promise<void> {
    return this.#db.close();
  }
}
