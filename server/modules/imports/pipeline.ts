import type { Database, Tenant, Tx } from '../../platform/db.ts';
import { analyzeGrown, lookDue } from '../../platform/statistics.ts';
import type { Entry, ImportKind, ItemOutcome, Reject } from './kind.ts';
import type { TableRow } from './read/table.ts';
import { count, emptyTally, plus, type Tally } from './tally.ts';

/** What was written with one batch; told inside its transaction, so both are kept or neither. */
export interface BatchDone {
  lane: number;
  /** The last row of the file that this lane has dealt with. */
  lastRow: number;
  tally: Tally;
  rejects: Reject[];
}

export interface PipelineOptions {
  dryRun?: boolean | undefined;
  signal?: AbortSignal | undefined;
  /** Per lane, the last row that was dealt with before: rows up to it are passed over. */
  checkpoint?: readonly number[] | undefined;
  /** Runs in each batch's transaction. */
  onBatch?: ((tx: Tx, done: BatchDone) => Promise<void>) | undefined;
  /** Told after each batch, with the sum so far. */
  onProgress?: ((tally: Tally) => void) | undefined;
  /** Told of rejected rows once they are final. */
  onRejects?: ((rejects: readonly Reject[]) => void | Promise<void>) | undefined;
  batchSize?: number | undefined;
}

/** As many as the checkpoint has numbers, which a migration sets. */
const LANES = 4;
const BATCH_SIZE = 1500;
/** A dry run up to so many items keeps each customer's together, and so foresees tiers exactly. */
const FORESEEN = 100_000;

/** Undoes a dry run's batch and carries what it would have done. */
class DryRunDone extends Error {
  readonly outcomes: ItemOutcome[];
  constructor(outcomes: ItemOutcome[]) {
    super('dry run');
    this.outcomes = outcomes;
  }
}

interface Batch<Item> {
  no: number;
  items: Item[];
  rows: TableRow[][];
  rejects: Reject[];
  lastRow: number;
}

/**
 * Takes entries to the database in batches, each in a transaction of its own, at most four at once:
 * while PostgreSQL works on two on a small machine, another is put together and one waits for the disk.
 *
 * Four lanes: a customer's items all go down the same one, so that no two batches in flight want
 * the same customer, and each lane moves forward through the file, so that one row number a lane
 * says how far it is. While PostgreSQL works on a batch, the next is read.
 */
export class Pipeline<Item> {
  readonly #db: Database;
  readonly #tenant: Tenant;
  readonly #actor: string;
  readonly #kind: ImportKind<Item>;
  readonly #options: PipelineOptions;
  readonly #started = Date.now();
  /** New customers met so far, as hashes, and the number of the batch that counts them. */
  readonly #newCustomers = new Map<number, number>();
  readonly #running: (Promise<void> | undefined)[] = Array(LANES).fill(undefined);
  #failure: unknown;
  /** Batches begun, and batches written. */
  #begun = 0;
  #written = 0;
  #tally = emptyTally();

  constructor(
    db: Database,
    tenant: Tenant,
    actor: string,
    kind: ImportKind<Item>,
    options: PipelineOptions,
  ) {
    this.#db = db;
    this.#tenant = tenant;
    this.#actor = actor;
    this.#kind = kind;
    this.#options = options;
  }

  /** Imports all rows. Rejects with the signal's reason when it is aborted, between two batches. */
  async run(rows: AsyncIterable<TableRow[]>): Promise<Tally> {
    const entries = this.#kind.entries(rows);
    try {
      if (this.#options.dryRun) await this.#foresee(entries);
      else await this.#stream(entries);
    } finally {
      await Promise.all(this.#running);
    }
    if (this.#failure) throw this.#failure;
    return this.#tally;
  }

  async #stream(entries: AsyncIterable<Entry<Item>[]>): Promise<void> {
    const size = this.#options.batchSize ?? BATCH_SIZE;
    const lanes = Array.from({ length: LANES }, () => this.#newBatch());
    for await (const some of entries) {
      for (const entry of some) {
        const lane = 'item' in entry ? hash(this.#kind.keyOf(entry.item)) % LANES : 0;
        const last = (entry.rows.at(-1) as TableRow).no;
        if (last <= (this.#options.checkpoint?.[lane] ?? 0)) continue;
        const batch = lanes[lane] as Batch<Item>;
        this.#add(batch, entry);
        if (batch.items.length >= size || batch.rejects.length >= size) {
          lanes[lane] = this.#newBatch();
          await this.#send(lane, batch);
        }
      }
    }
    for (const [lane, batch] of lanes.entries()) {
      if (batch.lastRow > 0) await this.#send(lane, batch);
    }
  }

  /** Dry run: small enough files are put in order of customers, larger ones stream. */
  async #foresee(entries: AsyncIterable<Entry<Item>[]>): Promise<void> {
    const size = this.#options.batchSize ?? BATCH_SIZE;
    const byCustomer = new Map<string, Entry<Item>[]>();
    let held = 0;
    const flush = async () => {
      let batch = this.#newBatch();
      for (const group of byCustomer.values()) {
        for (const entry of group) this.#add(batch, entry);
        if (batch.items.length + batch.rejects.length < size) continue;
        await this.#send(0, batch);
        batch = this.#newBatch();
      }
      if (batch.lastRow > 0) await this.#send(0, batch);
      byCustomer.clear();
      held = 0;
    };
    for await (const some of entries) {
      for (const entry of some) {
        const key = 'item' in entry ? this.#kind.keyOf(entry.item) : '';
        const group = byCustomer.get(key);
        if (group) group.push(entry);
        else byCustomer.set(key, [entry]);
        held++;
      }
      if (held >= FORESEEN) await flush();
    }
    await flush();
  }

  #newBatch(): Batch<Item> {
    return { no: ++this.#begun, items: [], rows: [], rejects: [], lastRow: 0 };
  }

  #add(batch: Batch<Item>, entry: Entry<Item>): void {
    batch.lastRow = Math.max(batch.lastRow, (entry.rows.at(-1) as TableRow).no);
    if ('item' in entry) {
      batch.items.push(entry.item);
      batch.rows.push(entry.rows);
    } else {
      for (const row of entry.rows) {
        batch.rejects.push({ no: row.no, cells: row.cells, ...entry.problem });
      }
    }
  }

  /** Waits until the lane is free, then starts the batch; the caller reads on meanwhile. */
  async #send(lane: number, batch: Batch<Item>): Promise<void> {
    await this.#running[lane];
    if (this.#failure) throw this.#failure;
    this.#options.signal?.throwIfAborted();
    this.#running[lane] = this.#post(lane, batch).catch((error) => {
      this.#failure ??= error;
    });
  }

  async #post(lane: number, batch: Batch<Item>): Promise<void> {
    let done: Counted;
    if (this.#options.dryRun) {
      const outcomes = await this.#rolledBack(batch.items);
      done = this.#count(batch, outcomes);
    } else {
      done = await this.#db.tx(this.#tenant, this.#actor, async (tx) => {
        const outcomes = batch.items.length > 0 ? await this.#kind.post(tx, batch.items) : [];
        const counted = this.#count(batch, outcomes);
        await this.#options.onBatch?.(tx, { lane, lastRow: batch.lastRow, ...counted });
        return counted;
      });
      // Plans made for small tables do not suit grown ones.
      if (lookDue(++this.#written)) await analyzeGrown(this.#db);
    }
    this.#tally = plus(this.#tally, done.tally);
    if (done.rejects.length > 0) await this.#options.onRejects?.(done.rejects);
    this.#options.onProgress?.(this.#tally);
  }

  async #rolledBack(items: readonly Item[]): Promise<ItemOutcome[]> {
    if (items.length === 0) return [];
    try {
      return await this.#db.tx(this.#tenant, this.#actor, async (tx) => {
        const outcomes = await this.#kind.post(tx, items);
        await tx.settled();
        throw new DryRunDone(outcomes);
      });
    } catch (error) {
      if (error instanceof DryRunDone) return error.outcomes;
      throw error;
    }
  }

  #count(batch: Batch<Item>, outcomes: readonly ItemOutcome[]): Counted {
    const tally = emptyTally();
    const rejects = [...batch.rejects];
    const newCustomers = new Set<number>();
    for (const { code } of batch.rejects) {
      count(tally, { status: 'rejected', problem: { code, details: {} } }, 1);
    }
    outcomes.forEach((outcome, i) => {
      const rows = batch.rows[i] as TableRow[];
      count(tally, outcome, rows.length);
      if (outcome.status === 'rejected' && outcome.problem) {
        for (const row of rows) rejects.push({ no: row.no, cells: row.cells, ...outcome.problem });
      }
      const fresh = this.#newCustomer(batch.items[i] as Item, outcome);
      if (fresh === undefined) return;
      // Two lanes may meet a person at the same time, by keys of which the file alone does not say
      // that they are one's. And a batch may be posted, and counted, more than once.
      const counter = this.#newCustomers.get(fresh) ?? batch.no;
      this.#newCustomers.set(fresh, counter);
      if (counter === batch.no) newCustomers.add(fresh);
    });
    tally.customers = newCustomers.size;
    return { tally, rejects };
  }

  /**
   * The customer of an outcome if they were made since we began. Ids carry the
   * time they were made; a dry run makes the same person anew in each batch, so there the key that
   * the file knows them by stands for them.
   */
  #newCustomer(item: Item, { customerId, status }: ItemOutcome): number | undefined {
    if (!customerId || status !== 'posted') return undefined;
    const madeAt = Number.parseInt(customerId.slice(0, 8) + customerId.slice(9, 13), 16);
    if (madeAt < this.#started) return undefined;
    return hash(this.#options.dryRun ? this.#kind.keyOf(item) : customerId);
  }
}

interface Counted {
  tally: Tally;
  rejects: Reject[];
}

/** A 52-bit hash of a text (two rounds of FNV-1a): spreads, and a million of them hardly collide. */
function hash(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x1b873593;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b);
  }
  return (high & 0xfffff) * 0x100000000 + (low >>> 0);
}
