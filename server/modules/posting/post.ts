import type { OrderInput } from '@quen/contracts/orders.ts';
import { isUniqueViolation, RetryTransaction, type Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { unmakeCustomers } from '../customers/index.ts';
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
import {
  type BatchState,
  loadState,
  type Met,
  meetCustomers,
  type StoreIds,
  storesNamed,
} from './state.ts';

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
  let waiting: Pending[] = [];
  inputs.forEach((input, index) => {
    try {
      const order = checkOrder(input, tx.tenant, tx.now);
      waiting.push({ index, order, recordedBy: recordedBy?.[index] ?? tx.actor });
    } catch (error) {
      outcomes[index] = rejected(error);
    }
  });
  let looks = !trusting || tx.attempt > 1;
  while (waiting.length > 0) {
    const { firsts, others } = byNumber(waiting);
    await postFirsts(tx, firsts, looks, outcomes);
    waiting = [];
    for (const { item, first } of others) {
      const outcome = outcomes[first.index] as OrderOutcome;
      if (item.order.fingerprint === first.order.fingerprint) {
        outcomes[item.index] =
          outcome.status === 'rejected' ? outcome : { ...outcome, status: 'duplicate' };
      } else if (outcome.status === 'rejected') {
        // The number is still free, or whose it is was not asked with this content.
        waiting.push(item);
      } else {
        outcomes[item.index] = conflict(item.order);
      }
    }
    looks = true;
  }
  return outcomes;
}

/** The first order of each number, and those that come under the same number again. */
function byNumber(all: readonly Pending[]) {
  const firsts = new Map<string, Pending>();
  const others: { item: Pending; first: Pending }[] = [];
  for (const item of all) {
    const first = firsts.get(keyOf(item.order));
    if (first) others.push({ item, first });
    else firsts.set(keyOf(item.order), item);
  }
  return { firsts: [...firsts.values()], others };
}

/** Posts orders of different numbers. `looks`: asks first which of them were recorded before. */
async function postFirsts(
  tx: Tx,
  all: readonly Pending[],
  looks: boolean,
  outcomes: OrderOutcome[],
): Promise<void> {
  // One round trip for all that can be asked before it is known who is meant.
  const [repeated, stores, met, versions] = await Promise.all([
    looks ? repeatsAmong(tx, all) : nothingRepeated,
    storesNamed(tx, all),
    meetCustomers(tx, all),
    programmeVersions(tx),
  ]);
  const fresh = all.filter(({ index }) => !repeated.has(index));
  await postFresh(tx, fresh, versions, stores, met, outcomes);
  // What is refused now may have been accepted when it came first, or while we waited for its customer.
  const refused = fresh.filter(({ index }) => outcomes[index]?.status === 'rejected');
  if (refused.length > 0) {
    for (const [index, outcome] of await repeatsAmong(tx, refused)) outcomes[index] = outcome;
  }
  for (const [index, outcome] of repeated) outcomes[index] = outcome;
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
  stores: StoreIds,
  met: Met,
  outcomes: OrderOutcome[],
): Promise<void> {
  let waiting = ofKnownStores(fresh, stores, outcomes);
  let still: Met | undefined = met;
  while (waiting.length > 0) {
    const state = await loadState(tx, waiting, versions, stores, still);
    waiting = await postWave(tx, state, outcomes);
    // What a wave writes, the next one reads anew.
    still = undefined;
  }
}

/** Refuses orders of stores nobody knows, before anything is learnt from them. */
function ofKnownStores(fresh: Pending[], stores: StoreIds, outcomes: OrderOutcome[]): Pending[] {
  return fresh.filter(({ index, order: { store } }) => {
    if (store === null || stores.has(store)) return true;
    outcomes[index] = rejected(new DomainError('unknown_store', { store }));
    return false;
  });
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
  await unmakeStrangers(tx, state, decided);
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

/** A customer who was made for orders that were all refused is taken back: they changed nothing. */
async function unmakeStrangers(
  tx: Tx,
  { newcomers, standings }: BatchState,
  decided: readonly Decided[],
): Promise<void> {
  if (newcomers.size === 0) return;
  const strangers = new Set(newcomers);
  for (const { item } of decided) if (item.customerId !== null) strangers.delete(item.customerId);
  if (strangers.size === 0) return;
  for (const id of strangers) standings.delete(id);
  await unmakeCustomers(tx, [...strangers]);
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
