import type { Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { customerFacts, type Facts, fieldsOf } from '../conditions/index.ts';
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
  met?: Met,
): Promise<BatchState> {
  const { items: resolved, refused, newcomers } = await resolve(tx, pending, met?.people);
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

async function resolve(
  tx: Tx,
  pending: readonly Pending[],
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
  const codes = [...new Set(pending.map((p) => p.order.store).filter((c) => c !== null))];
  const [found, stores] = await Promise.all([
    refs.length > 0 ? resolveCustomers(tx, refs, known) : [],
    codes.length > 0 ? storesByCode(tx, codes) : new Map<string, { id: string }>(),
  ]);
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
    if (p.order.store !== null && !store) {
      refused.push({
        index: p.index,
        error: new DomainError('unknown_store', { store: p.order.store }),
      });
      continue;
    }
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
  const fields = new Set(conditions.flatMap(fieldsOf));
  return [...fields].filter((f) => f.startsWith('customer.'));
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
