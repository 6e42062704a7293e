import type { Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { type Facts, momentFacts, orderFacts } from '../conditions/index.ts';
import { applyUses, draw, type LedgerEntries, outgoing, usable } from '../ledger/index.ts';
import { countsAsMoney } from '../orders/index.ts';
import {
  decideEarning,
  type ProgrammeVersion,
  type RuleTrace,
  versionAt,
} from '../programme/index.ts';
import { tidyCode, useVoucher } from '../rewards/index.ts';
import type { Happening } from '../timeline/index.ts';
import type { Posted } from './outcome.ts';
import { judgePoints } from './points.ts';
import type { BatchItem, BatchState } from './state.ts';

/** One order decided: what is to be written and what is to be answered. */
export interface Decided {
  item: BatchItem;
  version: ProgrammeVersion;
  entries: LedgerEntries;
  happenings: Happening[];
  posted: Posted;
}

interface Redeemed {
  voucherDiscount: number;
  pointsDiscount: number;
  entries: LedgerEntries;
  happenings: Happening[];
}

/**
 * Decides one order against the state and moves the state on. Throws the refusal; then neither the
 * state nor the database has changed. Only orders that use vouchers touch the database here.
 */
export async function decideOrder(tx: Tx, state: BatchState, item: BatchItem): Promise<Decided> {
  const { order, customerId } = item;
  const orderId = uuidv7(order.placedAt);
  const version = versionAt(state.versions, order.placedAt);
  const facts = factsOf(tx, state, item);
  const redeems = order.redeem.points > 0 || order.redeem.vouchers.length > 0;
  const redeemed = redeems
    ? await redeemAll(tx, state, item, orderId, version, facts)
    : {
        voucherDiscount: 0,
        pointsDiscount: 0,
        entries: { transfers: [], uses: [] },
        happenings: [],
      };
  const total = order.bill - redeemed.voucherDiscount - redeemed.pointsDiscount;
  const { entries, happenings } = redeemed;
  const { pointsEarned, traces } = earn(tx, state, item, orderId, version, total, facts, entries);
  if (customerId !== null) moveStanding(state, customerId, order.placedAt, total);
  return {
    item,
    version,
    entries,
    happenings,
    posted: {
      status: 'posted',
      orderId,
      customerId,
      bill: order.bill,
      voucherDiscount: redeemed.voucherDiscount,
      pointsDiscount: redeemed.pointsDiscount,
      total,
      pointsEarned,
      pointsSpent: order.redeem.points,
      tier: null,
      traces,
    },
  };
}

/** Facts are put together only when a condition asks for them. */
export function factsOf(
  tx: Tx,
  state: Pick<BatchState, 'facts'>,
  item: Pick<BatchItem, 'order' | 'customerId'>,
): () => Facts {
  let facts: Facts | undefined;
  return () => {
    facts ??= {
      ...momentFacts(tx.tenant, tx.now),
      ...(item.customerId === null ? {} : state.facts.get(item.customerId)),
      ...orderFacts({ ...item.order, total: item.order.bill }, tx.tenant),
    };
    return facts;
  };
}

/** Vouchers write as they are used, so that a refusal has to undo them; points alone do not. */
function redeemAll(...args: Parameters<typeof redeem>): Promise<Redeemed> {
  const [tx, , { order }] = args;
  return order.redeem.vouchers.length > 0 ? tx.savepoint(() => redeem(...args)) : redeem(...args);
}

async function redeem(
  tx: Tx,
  state: BatchState,
  { order, customerId }: BatchItem,
  orderId: string,
  version: ProgrammeVersion,
  facts: () => Facts,
): Promise<Redeemed> {
  let left = order.bill;
  const applied = [];
  for (const code of order.redeem.vouchers) {
    const voucher = state.vouchers.get(tidyCode(code));
    if (!voucher) throw new DomainError('voucher_unknown');
    const used = await useVoucher(
      tx,
      // A copy: the state moves on only when the whole order stands.
      { ...voucher },
      {
        bill: order.bill,
        left,
        customerId,
        at: order.placedAt,
        facts,
        sentences: state.sentences,
        applied,
      },
      { reference: order.externalId, orderId },
    );
    left -= used.discount;
    applied.push(used.campaign);
  }
  const entries: LedgerEntries = { transfers: [], uses: [] };
  const happenings: Happening[] = [];
  const pointsDiscount =
    order.redeem.points > 0
      ? spend(
          tx,
          state,
          { order, customerId },
          { bill: order.bill, left },
          orderId,
          version,
          entries,
          happenings,
        )
      : 0;
  for (const code of order.redeem.vouchers) {
    const voucher = state.vouchers.get(tidyCode(code));
    if (voucher) voucher.state = 'redeemed';
  }
  return { voucherDiscount: order.bill - left, pointsDiscount, entries, happenings };
}

function spend(
  tx: Tx,
  state: BatchState,
  { order, customerId }: Pick<BatchItem, 'order' | 'customerId'>,
  bill: { bill: number; left: number },
  orderId: string,
  version: ProgrammeVersion,
  entries: LedgerEntries,
  happenings: Happening[],
): number {
  if (customerId === null) throw new DomainError('customer_required');
  const { redemption } = version.document;
  const all = state.lots.get(customerId) ?? [];
  const lots = all.filter((l) => l.wallet === redemption?.wallet);
  const at = order.placedAt.getTime();
  const points = order.redeem.points;
  const value = judgePoints(redemption, bill, points, usable(lots, at));
  const uses = draw(lots, points, at) ?? [];
  state.lots.set(customerId, applyUses(all, uses) as typeof all);
  const made = outgoing(
    {
      customerId,
      wallet: redemption?.wallet as string,
      kind: 'spend',
      credit: 'redeemed',
      at: order.placedAt,
      causeKind: 'order',
      causeId: orderId,
      programmeVersion: version.version,
      why: { kind: 'spend', points, value, reference: order.externalId },
      recordedBy: tx.actor,
    },
    uses,
  );
  entries.transfers.push(...made.transfers);
  entries.uses.push(...made.uses);
  happenings.push({
    customerId,
    kind: 'points.spent',
    at: order.placedAt,
    subject: made.transfers[0]?.id,
    data: { wallet: redemption?.wallet, amount: points, value, order: orderId },
  });
  return value;
}

function earn(
  tx: Tx,
  state: BatchState,
  { order, customerId, recordedBy }: BatchItem,
  orderId: string,
  version: ProgrammeVersion,
  total: number,
  facts: () => Facts,
  entries: LedgerEntries,
): { pointsEarned: number; traces: RuleTrace[] } {
  const base = countsAsMoney(total, order.tenders);
  const { earnings, traces } = decideEarning(
    version.document,
    { base, placedAt: order.placedAt, facts },
    tx.tenant.timeZone,
  );
  if (customerId === null) {
    return {
      pointsEarned: 0,
      traces: traces.map((t) => ({ ...t, outcome: 'no_customer', earned: 0 })),
    };
  }
  let pointsEarned = 0;
  for (const { wallet, rule, points, usableAt, expiresAt } of earnings) {
    const id = uuidv7(order.placedAt);
    pointsEarned += points;
    entries.transfers.push({
      id,
      customerId,
      wallet: wallet.key,
      kind: 'earn',
      debit: 'issued',
      credit: 'customer',
      amount: points,
      at: order.placedAt,
      causeKind: 'order',
      causeId: orderId,
      programmeVersion: version.version,
      why: {
        kind: 'earn',
        rule: rule.key,
        ruleName: rule.name,
        base,
        per: rule.per,
        points: rule.points,
        rounding: rule.rounding,
        earned: points,
      },
      recordedBy,
      lot: { usableAt, expiresAt },
    });
    // A later order of this batch may spend them.
    state.lots.get(customerId)?.push({
      id,
      customerId,
      wallet: wallet.key,
      amount: points,
      remaining: points,
      usableAt: usableAt.getTime(),
      expiresAt: expiresAt?.getTime() ?? null,
    });
  }
  return { pointsEarned, traces };
}

function moveStanding(state: BatchState, customerId: string, at: Date, total: number): void {
  const s = state.standings.get(customerId);
  if (!s) return;
  state.touched.add(customerId);
  s.orders += 1;
  s.spent += total;
  if (s.previousOrderAt === undefined) s.previousOrderAt = s.lastOrderAt;
  if (s.firstOrderAt === null || at < s.firstOrderAt) s.firstOrderAt = at;
  if (s.lastOrderAt === null || at > s.lastOrderAt) s.lastOrderAt = at;
}
