import type { OrderInput } from '@quen/contracts/orders.ts';
import type { Database, Tenant, Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { recallAnswers, storeAnswers } from '../../platform/idempotency.ts';
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

/** So many keep PostgreSQL busy while others are decided; more would only make batches smaller. */
const MAX_IN_FLIGHT = 3;
const MAX_BATCH = 250;
const MAX_WAITING = 10_000;
const OPERATION = 'POST /v1/orders';

/**
 * Joins single orders that arrive at the same time into one posting. While some batches are being
 * written the next one forms, so batches grow with the load and a lone order waits for nobody.
 */
export class OrderBatcher {
  readonly #db: Database;
  readonly #queues = new Map<
    number,
    { tenant: Tenant; waiting: Waiting[]; inFlight: number; scheduled: boolean }
  >();

  constructor(db: Database) {
    this.#db = db;
  }

  /** Posts one order. Rejects with the DomainError of its refusal. */
  submit(tenant: Tenant, request: Request): Promise<Answered> {
    const queue = this.#queues.get(tenant.id) ?? {
      tenant,
      waiting: [],
      inFlight: 0,
      scheduled: false,
    };
    this.#queues.set(tenant.id, queue);
    if (queue.waiting.length >= MAX_WAITING) return Promise.reject(new DomainError('unavailable'));
    return new Promise((resolve, reject) => {
      queue.waiting.push({ request, resolve, reject });
      this.#schedule(queue);
    });
  }

  #schedule(queue: {
    tenant: Tenant;
    waiting: Waiting[];
    inFlight: number;
    scheduled: boolean;
  }): void {
    if (queue.scheduled || queue.inFlight >= MAX_IN_FLIGHT || queue.waiting.length === 0) return;
    queue.scheduled = true;
    // After the requests that are already readable, so that they ride along.
    setImmediate(() => {
      queue.scheduled = false;
      const batch = queue.waiting.splice(0, MAX_BATCH);
      if (batch.length === 0) return;
      queue.inFlight++;
      void this.#post(queue.tenant, batch).finally(() => {
        queue.inFlight--;
        this.#schedule(queue);
      });
      this.#schedule(queue);
    });
  }

  async #post(tenant: Tenant, batch: readonly Waiting[]): Promise<void> {
    try {
      const results = await this.#db.tx(tenant, 'api', (tx) =>
        postKeyed(
          tx,
          batch.map((w) => w.request),
        ),
      );
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
      for (const waiting of batch) await this.#post(tenant, [waiting]);
    }
  }
}

/** Posts requests that may carry keys: each key is worked once and answered alike ever after. */
async function postKeyed(
  tx: Tx,
  requests: readonly Request[],
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
    work.map((i) => (requests[i] as Request).actor),
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
