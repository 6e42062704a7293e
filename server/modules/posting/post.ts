import type { OrderInput } from '@quen/contracts/orders.ts';
import { isUniqueViolation, RetryTransaction, type Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { moveBalances, writeEntries } from '../ledger/index.ts';
import {
  BUSINESS_KEY,
  type CheckedOrder,
  checkOrder,
  insertOrders,
  type NewOrder,
  writeStandings,
} from '../orders/index.ts';
import { type ProgrammeVersion, programmeVersions } from '../programme/index.ts';
import { record } from '../timeline/index.ts';
import { type Decided, decideOrder } from './decide.ts';
import { type KnownOrder, knownOrders } from './known.ts';
import type { OrderOutcome } from './outcome.ts';
import { settleTiers } from './settle-tiers.ts';
import { type BatchState, loadState, type Met, meetCustomers } from './state.ts';

/** An order on its way, with its place in the caller's list. */
export interface Pending {
  index: number;
  order: CheckedOrder;
  recordedBy: string;
}

const keyOf = (o: { source: string; externalId: string }) => `${o.source}\u0000${o.externalId}`;

export interface PostOptions {
  /** Who sent each order; default: the transaction's actor for all. */
  recordedBy?: readonly string[];
  /**
   * For callers who seldom meet an order again: takes them for new without looking whether they
   * are, which is a tenth of the work. Where one is not, the database refuses it and the
   * transaction starts over, looking.
   */
  trusting?: boolean;
}

/**
 * Posts orders: the one path for the API, the counter, imports and the demo. Any number, one set of
 * statements. Each order gets its own outcome; one that is refused changes nothing and harms no
 * neighbour. An order already recorded under its business key (source + external id) is a repeat if
 * its content is the same, a conflict otherwise.
 */
export async function postOrders(
  tx: Tx,
  inputs: readonly OrderInput[],
  { recordedBy, trusting = false }: PostOptions = {},
): Promise<OrderOutcome[]> {
  const outcomes: OrderOutcome[] = new Array(inputs.length);
  const pending = new Map<string, Pending>();
  const repeats: { index: number; of: Pending; order: CheckedOrder }[] = [];
  inputs.forEach((input, index) => {
    try {
      const order = checkOrder(input, tx.tenant, tx.now);
      const first = pending.get(keyOf(order));
      if (first) repeats.push({ index, of: first, order });
      else pending.set(keyOf(order), { index, order, recordedBy: recordedBy?.[index] ?? tx.actor });
    } catch (error) {
      outcomes[index] = rejected(error);
    }
  });

  const all = [...pending.values()];
  const looks = !trusting || tx.attempt > 1;
  // One round trip for all that can be asked before it is known who is meant.
  const [repeated, met, versions] = await Promise.all([
    looks ? repeatsAmong(tx, all) : nothingRepeated,
    meetCustomers(tx, all),
    programmeVersions(tx),
  ]);
  const fresh = all.filter(({ index }) => !repeated.has(index));
  await postFresh(tx, fresh, versions, met, outcomes);
  if (!looks) {
    // What is refused now may have been accepted when it came first.
    const refused = fresh.filter(({ index }) => outcomes[index]?.status === 'rejected');
    for (const [index, outcome] of await repeatsAmong(tx, refused)) outcomes[index] = outcome;
  }
  for (const [index, outcome] of repeated) outcomes[index] = outcome;
  for (const { index, of, order } of repeats) {
    const first = outcomes[of.index] as OrderOutcome;
    outcomes[index] =
      first.status === 'rejected'
        ? first
        : order.fingerprint === of.order.fingerprint
          ? { ...first, status: 'duplicate' }
          : conflict(order);
  }
  return outcomes;
}

const nothingRepeated: ReadonlyMap<number, OrderOutcome> = new Map();

/** The answers to those that were recorded before, by their place. */
async function repeatsAmong(
  tx: Tx,
  pending: readonly Pending[],
): Promise<ReadonlyMap<number, OrderOutcome>> {
  const known = await knownOrders(
    tx,
    pending.map((p) => p.order),
  );
  if (known.size === 0) return nothingRepeated;
  const repeats = new Map<number, OrderOutcome>();
  for (const { index, order } of pending) {
    const before = known.get(keyOf(order));
    if (before) repeats.set(index, repeatOf(order, before));
  }
  return repeats;
}

function repeatOf(order: CheckedOrder, before: KnownOrder): OrderOutcome {
  return before.fingerprint === order.fingerprint ? before.posted : conflict(order);
}

const conflict = ({ source, externalId }: CheckedOrder): OrderOutcome => ({
  status: 'rejected',
  error: new DomainError('order_conflict', { source, externalId }),
});

function rejected(error: unknown): OrderOutcome {
  if (error instanceof DomainError) return { status: 'rejected', error };
  throw error;
}

async function postFresh(
  tx: Tx,
  fresh: Pending[],
  versions: readonly ProgrammeVersion[],
  met: Met,
  outcomes: OrderOutcome[],
): Promise<void> {
  let waiting = fresh;
  let still: Met | undefined = met;
  while (waiting.length > 0) {
    const state = await loadState(tx, waiting, versions, still);
    waiting = await postWave(tx, state, outcomes);
    // What a wave writes, the next one reads anew.
    still = undefined;
  }
}

/** Posts what the state was loaded for; returns the orders that need a state loaded after it. */
async function postWave(tx: Tx, state: BatchState, outcomes: OrderOutcome[]): Promise<Pending[]> {
  for (const { index, error } of state.refused) outcomes[index] = { status: 'rejected', error };
  const decided: Decided[] = [];
  for (const item of state.items) {
    try {
      const deciding = decideOrder(tx, state, item);
      // Waiting for each of thousands that are decided already is a tenth of deciding them.
      decided.push(deciding instanceof Promise ? await deciding : deciding);
    } catch (error) {
      outcomes[item.index] = rejected(error);
    }
  }
  const tiers = await settleTiers(tx, state, decided);
  moveBalances(state.standings, state.entries.transfers);
  // Nothing that follows needs their rows, and what follows is most often the commit.
  const written = Promise.all([
    insertOrders(tx, decided.map(orderRow)).catch(asRace),
    writeEntries(tx, state.entries),
    writeStandings(tx, state.standings.values()),
    record(tx, [...state.happenings, ...tiers.happenings]),
  ]);
  tx.defer(written);
  for (const d of decided) {
    d.posted.tier = tiers.moves.get(d.posted.orderId) ?? null;
    outcomes[d.item.index] = d.posted;
  }
  return state.later;
}

/** Somebody recorded the same receipt meanwhile: start over and find it there. */
function asRace(error: unknown): never {
  throw isUniqueViolation(error, BUSINESS_KEY) ? new RetryTransaction() : error;
}

const orderRow = ({ item, posted }: Decided): NewOrder => ({
  order: item.order,
  id: posted.orderId,
  customerId: item.customerId,
  storeId: item.storeId,
  total: posted.total,
  recordedBy: item.recordedBy,
});
