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

/** An order that is being decided. */
interface Sale extends BatchItem {
  id: string;
  version: ProgrammeVersion;
  /** Put together only when a condition asks for them. */
  facts: () => Facts;
}

/** One order decided: what is to be answered. What is to be written is in the state. */
export interface Decided {
  item: BatchItem;
  posted: Posted;
}

interface Redeemed {
  voucherDiscount: number;
  pointsDiscount: number;
  entries: LedgerEntries;
  happenings: Happening[];
}

/**
 * Decides one order against the state and moves the state on. Throws the refusal, or rejects with
 * it; then neither the state nor the database has changed. Only orders that redeem take time: their
 * vouchers are written here.
 */
export function decideOrder(
  tx: Tx,
  state: BatchState,
  item: BatchItem,
): Decided | Promise<Decided> {
  const { placedAt, redeem } = item.order;
  const sale: Sale = {
    ...item,
    id: uuidv7(placedAt),
    version: versionAt(state.versions, placedAt),
    facts: factsOf(tx, state, item),
  };
  return redeem.points > 0 || redeem.vouchers.length > 0
    ? redeemAll(tx, state, sale).then((redeemed) => concluded(tx, state, sale, redeemed))
    : concluded(tx, state, sale);
}

/** Nothing can refuse the order from here on. */
function concluded(tx: Tx, state: BatchState, sale: Sale, redeemed?: Redeemed): Decided {
  const { order, customerId } = sale;
  const voucherDiscount = redeemed?.voucherDiscount ?? 0;
  const pointsDiscount = redeemed?.pointsDiscount ?? 0;
  const total = order.bill - voucherDiscount - pointsDiscount;
  if (redeemed) {
    state.entries.transfers.push(...redeemed.entries.transfers);
    state.entries.uses.push(...redeemed.entries.uses);
    state.happenings.push(...redeemed.happenings);
  }
  const { pointsEarned, traces } = earn(tx, state, sale, total);
  if (customerId !== null) moveStanding(state, customerId, order.placedAt, total);
  const posted: Posted = {
    status: 'posted',
    orderId: sale.id,
    customerId,
    bill: order.bill,
    voucherDiscount,
    pointsDiscount,
    total,
    pointsEarned,
    pointsSpent: order.redeem.points,
    tier: null,
    traces,
  };
  return { item: sale, posted };
}

function factsOf(tx: Tx, state: BatchState, { order, customerId }: BatchItem): () => Facts {
  let facts: Facts | undefined;
  return () => {
    facts ??= {
      ...momentFacts(tx.tenant, tx.now),
      ...(customerId === null ? {} : state.facts.get(customerId)),
      ...orderFacts({ ...order, total: order.bill }, tx.tenant),
    };
    return facts;
  };
}

/** Vouchers write as they are used, so that a refusal has to undo them; points alone do not. */
function redeemAll(tx: Tx, state: BatchState, sale: Sale): Promise<Redeemed> {
  return sale.order.redeem.vouchers.length > 0
    ? tx.savepoint(() => redeem(tx, state, sale))
    : redeem(tx, state, sale);
}

async function redeem(tx: Tx, state: BatchState, sale: Sale): Promise<Redeemed> {
  const { order, customerId } = sale;
  let left = order.bill;
  const applied = [];
  // However often and in whatever way a code was written, it is one voucher.
  const codes = new Set(order.redeem.vouchers.map(tidyCode));
  for (const code of codes) {
    const voucher = state.vouchers.get(code);
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
        facts: sale.facts,
        sentences: state.sentences,
        applied,
      },
      { reference: order.externalId, orderId: sale.id, recordedBy: sale.recordedBy },
    );
    left -= used.discount;
    applied.push(used.campaign);
  }
  const redeemed: Redeemed = {
    voucherDiscount: order.bill - left,
    pointsDiscount: 0,
    entries: { transfers: [], uses: [] },
    happenings: [],
  };
  if (order.redeem.points > 0) spend(state, sale, left, redeemed);
  for (const code of codes) {
    const voucher = state.vouchers.get(code);
    if (voucher) voucher.state = 'redeemed';
  }
  return redeemed;
}

/** Pays a part of what is left of the bill with points. */
function spend(state: BatchState, sale: Sale, left: number, redeemed: Redeemed): void {
  const { order, customerId, version } = sale;
  if (customerId === null) throw new DomainError('customer_required');
  const { redemption } = version.document;
  const all = state.lots.get(customerId) ?? [];
  const lots = all.filter((l) => l.wallet === redemption?.wallet);
  const at = order.placedAt.getTime();
  const points = order.redeem.points;
  const value = judgePoints(redemption, { bill: order.bill, left }, points, usable(lots, at));
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
      causeId: sale.id,
      programmeVersion: version.version,
      why: { kind: 'spend', points, value, reference: order.externalId },
      recordedBy: sale.recordedBy,
    },
    uses,
  );
  redeemed.pointsDiscount = value;
  redeemed.entries.transfers.push(...made.transfers);
  redeemed.entries.uses.push(...made.uses);
  redeemed.happenings.push({
    customerId,
    kind: 'points.spent',
    at: order.placedAt,
    subject: made.transfers[0]?.id,
    data: { wallet: redemption?.wallet, amount: points, value, order: sale.id },
  });
}

function earn(
  tx: Tx,
  state: BatchState,
  { id: orderId, order, customerId, recordedBy, version, facts }: Sale,
  total: number,
): { pointsEarned: number; traces: RuleTrace[] } {
  const base = countsAsMoney(total, order.tenders);
  const { earnings, traces } = decideEarning(
    version.document,
    { base, placedAt: order.placedAt, facts: customerId === null ? null : facts },
    tx.tenant.timeZone,
  );
  if (customerId === null) return { pointsEarned: 0, traces };
  let pointsEarned = 0;
  for (const { wallet, rule, points, usableAt, expiresAt } of earnings) {
    const id = uuidv7(order.placedAt);
    pointsEarned += points;
    state.entries.transfers.push({
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
  s.changed = true;
  s.orders += 1;
  s.spent += total;
  if (s.previousOrderAt === undefined) s.previousOrderAt = s.lastOrderAt;
  if (s.firstOrderAt === null || at < s.firstOrderAt) s.firstOrderAt = at;
  if (s.lastOrderAt === null || at > s.lastOrderAt) s.lastOrderAt = at;
}
