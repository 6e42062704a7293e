import type { OrderInput } from '@quen/contracts/orders.ts';
import type { Database, Tenant, Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { recallAnswers, storeAnswers } from '../../platform/idempotency.ts';
import { analyzeGrown, lookDue } from '../../platform/statistics.ts';
import { postOrders } from './post.ts';
import { type PostedOrder, postedWire } from './wire.ts';

/** One order of one HTTP request. */
interface Request {
  order: OrderInput;
  actor: string;
  /** Idempotency-Key and the hash of the input it was sent with. */
  key: string | undefined;
  hash: Buffer;
}

export interface Answered {
  body: PostedOrder;
  /** Given from the store: the same key was answered before. */
  replayed: boolean;
}

interface Waiting {
  request: Request;
  resolve(answer: Answered): void;
  reject(error: unknown): void;
}

/** One is decided while the other is written; more would only make each of them smaller. */
const MAX_IN_FLIGHT = 2;
const MAX_BATCH = 250;
/** How large, against the batch being written, one must be to follow it. */
const ENOUGH = 0.75;
/** Milliseconds after which a smaller one follows too: the one being written may wait for a lock. */
const PATIENCE_MS = 20;
const MAX_WAITING = 10_000;
const OPERATION = 'POST /v1/orders';

/** The orders of one business on their way. */
interface Queue {
  tenant: Tenant;
  waiting: Waiting[];
  /** Batches being written, and how many orders are in them. */
  batches: number;
  writing: number;
  scheduled: boolean;
  impatient: NodeJS.Timeout | undefined;
  /** The last batch met an order again: the next ones look first. */
  repeats: boolean;
}

/**
 * Joins single orders that arrive at the same time into one posting, so that batches grow with the
 * load while a lone order waits for nobody.
 *
 * Under load callers wait for their answers before they send the next order. The orders under way
 * then settle into two groups of equal size: one is being written while the answers to the other go
 * out, its next orders come in and are decided. A batch takes no more than half of what is under
 * way, and follows another once it is of about its size or has waited a moment; when nothing is
 * being written, it leaves at once, whatever its size.
 */
export class OrderBatcher {
  readonly #db: Database;
  readonly #queues = new Map<number, Queue>();
  /** Batches of this process so far. */
  #posted = 0;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Posts one order. Rejects with the DomainError of its refusal. */
  submit(tenant: Tenant, request: Request): Promise<Answered> {
    const queue = this.#queues.get(tenant.id) ?? {
      tenant,
      waiting: [],
      batches: 0,
      writing: 0,
      scheduled: false,
      impatient: undefined,
      repeats: false,
    };
    this.#queues.set(tenant.id, queue);
    if (queue.waiting.length >= MAX_WAITING) return Promise.reject(new DomainError('unavailable'));
    return new Promise((resolve, reject) => {
      queue.waiting.push({ request, resolve, reject });
      this.#schedule(queue);
    });
  }

  #schedule(queue: Queue): void {
    const { waiting, batches, writing } = queue;
    if (queue.scheduled || waiting.length === 0 || batches >= MAX_IN_FLIGHT) return;
    if (waiting.length >= Math.min(writing, MAX_BATCH) * ENOUGH) {
      queue.scheduled = true;
      // After the requests that are already readable, so that they ride along.
      setImmediate(() => this.#start(queue));
    } else {
      queue.impatient ??= setTimeout(() => this.#start(queue), PATIENCE_MS);
    }
  }

  #start(queue: Queue): void {
    clearTimeout(queue.impatient);
    queue.impatient = undefined;
    queue.scheduled = false;
    if (queue.waiting.length === 0 || queue.batches >= MAX_IN_FLIGHT) return;
    const half = Math.ceil((queue.waiting.length + queue.writing) / MAX_IN_FLIGHT);
    const batch = queue.waiting.splice(0, Math.min(half, MAX_BATCH));
    queue.batches++;
    queue.writing += batch.length;
    void this.#post(queue, batch).finally(() => {
      queue.batches--;
      queue.writing -= batch.length;
      this.#schedule(queue);
    });
    this.#schedule(queue);
  }

  /**
   * A business that has just begun grows beyond what PostgreSQL knew when it planned, and autovacuum
   * comes by within a minute; thousands of orders may have been posted by then. Asked ever more
   * seldom, it costs nothing.
   */
  #growing(): void {
    if (!lookDue(++this.#posted)) return;
    // Nobody waits for it: where it fails, the orders behind it tell why.
    analyzeGrown(this.#db).catch(() => {});
  }

  async #post(queue: Queue, batch: readonly Waiting[]): Promise<void> {
    try {
      const results = await this.#db.tx(
        queue.tenant,
        'api',
        (tx) =>
          postKeyed(
            tx,
            batch.map((w) => w.request),
            !queue.repeats,
          ),
        { plans: 'generic' },
      );
      this.#growing();
      queue.repeats = results.some((r) => 'body' in r && r.body.status === 'duplicate');
      batch.forEach((waiting, i) => {
        const result = results[i];
        if (result instanceof DomainError) waiting.reject(result);
        else waiting.resolve(result as Answered);
      });
    } catch (error) {
      if (batch.length === 1) {
        batch[0]?.reject(error);
        return;
      }
      // Something no check foresaw: find out whose it is, one order at a time.
      for (const waiting of batch) await this.#post(queue, [waiting]);
    }
  }
}

/** Posts requests that may carry keys: each key is worked once and answered alike ever after. */
async function postKeyed(
  tx: Tx,
  requests: readonly Request[],
  trusting: boolean,
): Promise<(Answered | DomainError)[]> {
  const keys = requests.flatMap((r) => (r.key === undefined ? [] : [r.key]));
  const stored = await recallAnswers(tx, OPERATION, keys);
  const results: (Answered | DomainError)[] = new Array(requests.length);
  const first = new Map<string, number>();
  const work: number[] = [];
  requests.forEach((request, i) => {
    const before = request.key === undefined ? undefined : stored.get(request.key);
    const leader = request.key === undefined ? undefined : first.get(request.key);
    if (before) {
      results[i] = before.hash.equals(request.hash)
        ? { body: before.body as PostedOrder, replayed: true }
        : new DomainError('idempotency_key_reused');
    } else if (leader === undefined) {
      if (request.key !== undefined) first.set(request.key, i);
      work.push(i);
    }
  });
  const outcomes = await postOrders(
    tx,
    work.map((i) => (requests[i] as Request).order),
    { recordedBy: work.map((i) => (requests[i] as Request).actor), trusting },
  );
  const answers = [];
  for (const [n, i] of work.entries()) {
    const outcome = outcomes[n] as (typeof outcomes)[number];
    const request = requests[i] as Request;
    if (outcome.status === 'rejected') {
      results[i] = outcome.error;
      continue;
    }
    const body = postedWire(outcome);
    results[i] = { body, replayed: false };
    if (request.key !== undefined)
      answers.push({ key: request.key, hash: request.hash, status: 200, body });
  }
  await storeAnswers(tx, OPERATION, answers);
  requests.forEach((request, i) => {
    if (results[i] !== undefined || request.key === undefined) return;
    const leader = first.get(request.key) as number;
    results[i] = (requests[leader] as Request).hash.equals(request.hash)
      ? (results[leader] as Answered | DomainError)
      : new DomainError('idempotency_key_reused');
  });
  return results;
}
