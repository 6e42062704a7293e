import type { Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { customerFacts, customerFieldsOf, type Facts } from '../conditions/index.ts';
import {
  type Acquaintances,
  acquaintancesOf,
  type CustomerRef,
  customersNamed,
  type FoundCustomer,
  resolveCustomers,
} from '../customers/index.ts';
import { type CustomerLot, type LedgerEntries, lotsForUpdate } from '../ledger/index.ts';
import { lockStandings, lockStandingsAmong, type Standing } from '../orders/index.ts';
import type { ProgrammeVersion } from '../programme/index.ts';
import {
  campaignOf,
  conditionSentences,
  lockVouchers,
  type Sentences,
  type Voucher,
  vouchersByCode,
} from '../rewards/index.ts';
import { storesByCode } from '../tenants/index.ts';
import type { Happening } from '../timeline/index.ts';
import type { Pending } from './post.ts';

export interface BatchItem extends Pending {
  customerId: string | null;
  storeId: string | null;
}

/** Everything decisions need, read once and then kept up to date in memory while deciding. */
export interface BatchState {
  items: BatchItem[];
  refused: { index: number; error: DomainError }[];
  /** Customers who were made for these orders. */
  newcomers: ReadonlySet<string>;
  /** Orders that must see what this wave writes: loaded and posted after it. */
  later: Pending[];
  versions: readonly ProgrammeVersion[];
  standings: Map<string, Standing>;
  /** Only of customers who spend points in this batch. */
  lots: Map<string, CustomerLot[]>;
  vouchers: Map<string, Voucher>;
  /** Puts a voucher's condition into words. */
  sentences: Sentences;
  /** Values of the customer fields that rules and vouchers ask for. */
  facts: Map<string, Facts>;
  /** What is to be written of the orders decided so far. */
  entries: LedgerEntries;
  happenings: Happening[];
}

/** Whom a batch names, as far as they are known, with their standings locked. */
export interface Met {
  people: Acquaintances;
  standings: Map<string, Standing>;
}

/** Looks up whom the orders name and locks the standings of those who are known. */
export async function meetCustomers(tx: Tx, pending: readonly Pending[]): Promise<Met> {
  const refs: CustomerRef[] = pending.flatMap(({ order }) => order.customer ?? []);
  if (refs.length === 0) return { people: new Map(), standings: new Map() };
  const { found, standings } = await lockStandingsAmong<FoundCustomer>(
    tx,
    customersNamed(tx, refs),
  );
  return { people: acquaintancesOf(found), standings };
}

/**
 * Reads what a batch of orders needs, in the global lock order: standings by customer, their lots,
 * vouchers. Creates the customers that are not known yet. `met` is what is known of them already.
 */
export async function loadState(
  tx: Tx,
  pending: readonly Pending[],
  versions: readonly ProgrammeVersion[],
  stores: StoreIds,
  met?: Met,
): Promise<BatchState> {
  const { items: resolved, refused, newcomers } = await resolve(tx, pending, stores, met?.people);
  let vouchers = new Map<string, Voucher>();
  const codes = resolved.flatMap((i) => i.order.redeem.vouchers);
  const fields = await customerFields(tx, versions, codes);
  const { items, later } =
    fields.length > 0 ? firstOfEach(resolved) : { items: resolved, later: [] };

  const ids = idsOf(items);
  const standings = await lockStandings(tx, ids, newcomers, met?.standings);
  const spenders = idsOf(items.filter((i) => i.order.redeem.points > 0));
  const lots = new Map<string, CustomerLot[]>(spenders.map((id) => [id, []]));
  if (spenders.length > 0) {
    for (const lot of await lotsForUpdate(tx, spenders)) lots.get(lot.customerId)?.push(lot);
  }
  const sentences = codes.length > 0 ? await conditionSentences(tx) : noSentences;
  if (codes.length > 0) vouchers = await lockVouchers(tx, codes);
  const facts =
    fields.length > 0 && ids.length > 0 ? await customerFacts(tx, ids, fields) : new Map();
  return {
    items,
    refused,
    newcomers,
    later,
    versions,
    standings,
    lots,
    vouchers,
    sentences,
    facts,
    entries: { transfers: [], uses: [] },
    happenings: [],
  };
}

const noSentences: Sentences = () => ({ vi: '', en: '' });

const idsOf = (items: readonly BatchItem[]): string[] => [
  ...new Set(items.map((i) => i.customerId).filter((id) => id !== null)),
];

/** Stores by their code. */
export type StoreIds = ReadonlyMap<string, { id: string }>;

/** The stores that orders name, as far as they are known. */
export async function storesNamed(tx: Tx, pending: readonly Pending[]): Promise<StoreIds> {
  const codes = new Set<string>();
  for (const { order } of pending) if (order.store !== null) codes.add(order.store);
  return codes.size > 0 ? storesByCode(tx, [...codes]) : nowhere;
}
const nowhere: StoreIds = new Map();

async function resolve(
  tx: Tx,
  pending: readonly Pending[],
  stores: StoreIds,
  known: Acquaintances | undefined,
): Promise<{ items: BatchItem[]; refused: BatchState['refused']; newcomers: Set<string> }> {
  const withCustomer = pending.filter((p) => p.order.customer);
  const refs = withCustomer.map(
    ({ order }): CustomerRef => ({
      ...(order.customer as CustomerRef),
      source: order.source,
      createdAt: order.placedAt,
    }),
  );
  const found = refs.length > 0 ? await resolveCustomers(tx, refs, known) : [];
  const newcomers = new Set<string>();
  for (const c of found) if ('id' in c && c.created) newcomers.add(c.id);

  const items: BatchItem[] = [];
  const refused: BatchState['refused'] = [];
  let named = 0;
  for (const p of pending) {
    const customer = p.order.customer ? found[named++] : undefined;
    if (customer && 'error' in customer) {
      refused.push({ index: p.index, error: new DomainError(customer.error, customer.details) });
      continue;
    }
    const store = p.order.store === null ? undefined : stores.get(p.order.store);
    items.push({ ...p, customerId: customer?.id ?? null, storeId: store?.id ?? null });
  }
  return { items, refused, newcomers };
}

/** The customer fields that the rules in force or the vouchers used ask for. */
async function customerFields(
  tx: Tx,
  versions: readonly ProgrammeVersion[],
  codes: readonly string[],
): Promise<string[]> {
  const conditions = versions.flatMap((v) =>
    v.document.earnRules.flatMap((r) => (r.when && r.status === 'live' ? [r.when] : [])),
  );
  if (codes.length > 0) {
    // Which campaigns are meant is read without a lock; vouchers are locked after the standings.
    for (const voucher of (await vouchersByCode(tx, codes)).values()) {
      const { when } = await campaignOf(tx, voucher);
      if (when) conditions.push(when);
    }
  }
  return customerFieldsOf(conditions);
}

/**
 * Where rules look at the customer, a customer's second order must see the first: each customer
 * takes part once, the rest comes in a later wave of the same transaction.
 */
function firstOfEach(items: readonly BatchItem[]): { items: BatchItem[]; later: Pending[] } {
  const seen = new Set<string>();
  const now: BatchItem[] = [];
  const later: Pending[] = [];
  for (const item of items) {
    if (item.customerId !== null && seen.has(item.customerId)) later.push(item);
    else now.push(item);
    if (item.customerId !== null) seen.add(item.customerId);
  }
  return { items: now, later };
}
