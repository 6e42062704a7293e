import { hash } from 'node:crypto';
import type { CustomerRef, OrderInput } from '@quen/contracts/orders.ts';
import type { Tenant } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { MAX_AMOUNT } from '../../platform/money.ts';
import { MS_PER_DAY } from '../../platform/time.ts';

export type Channel = string;

export interface CheckedLine {
  sku: string;
  name: string;
  category: string | null;
  quantity: number;
  unitPrice: number;
  discount: number;
  amount: number;
}

/** An order whose figures add up, before it is known who bought. */
export interface CheckedOrder {
  source: string;
  externalId: string;
  placedAt: Date;
  customer: CustomerRef | undefined;
  store: string | null;
  channel: string;
  /** Before vouchers and points. */
  bill: number;
  discount: number;
  items: number;
  lines: CheckedLine[];
  tenders: { kind: string; amount: number }[];
  redeem: { points: number; vouchers: string[] };
  fingerprint: Buffer;
}

const EARLIEST = Date.UTC(1990, 0, 1);
/** Money that was counted when it was first paid, or was never money. */
const notMoney = new Set(['gift_card', 'store_credit']);

/** The part of a bill that is money paid now; gift cards and store credit earn nothing. */
export function countsAsMoney(
  total: number,
  tenders: readonly { kind: string; amount: number }[],
): number {
  const other = tenders.reduce((sum, t) => (notMoney.has(t.kind) ? sum + t.amount : sum), 0);
  return Math.max(0, total - other);
}

/** Checks an order by itself. Throws the DomainError that says what is wrong. */
export function checkOrder(input: OrderInput, tenant: Tenant, now: Date): CheckedOrder {
  const placedAt = new Date(input.placedAt);
  const at = placedAt.getTime();
  if (!(at >= EARLIEST && at <= now.getTime() + MS_PER_DAY)) {
    throw new DomainError('order_date_out_of_range', { placedAt: input.placedAt });
  }
  if (input.currency !== undefined && input.currency !== tenant.currency) {
    throw new DomainError('unknown_currency', {
      currency: input.currency,
      expected: tenant.currency,
    });
  }
  const lines = (input.lines ?? []).map(checkLine);
  const discount = amountOf(input.discount ?? 0);
  const bill = amountOf(input.total);
  if (lines.length > 0) {
    const expected = lines.reduce((sum, l) => sum + l.amount, 0) - discount;
    if (expected !== bill) throw new DomainError('order_total_mismatch', { total: bill, expected });
  }
  const source = clean(input.source ?? 'api');
  const externalId = clean(input.externalId);
  const channel = input.channel ?? 'store';
  if (source === '' || externalId === '') {
    throw new DomainError('invalid_input', { problem: 'source and externalId must not be blank' });
  }
  if (source.length > 40 || externalId.length > 200 || channel.length > 40) {
    const problem = 'source and channel have at most 40 characters, externalId 200';
    throw new DomainError('invalid_input', { problem });
  }
  const checked = {
    source,
    externalId,
    placedAt,
    customer: input.customer,
    store: input.store ?? null,
    channel,
    bill,
    discount: discount + lines.reduce((sum, l) => sum + l.discount, 0),
    items: input.items ?? lines.reduce((sum, l) => sum + l.quantity, 0),
    lines,
    tenders: input.tenders ?? [],
    redeem: {
      points: input.redeem?.points ?? 0,
      vouchers: [...new Set(input.redeem?.vouchers ?? [])],
    },
  };
  return { ...checked, fingerprint: fingerprintOf(checked) };
}

const clean = (text: string) => text.normalize('NFC').trim();

function amountOf(amount: number): number {
  if (!Number.isSafeInteger(amount) || amount < 0 || amount > MAX_AMOUNT) {
    throw new DomainError('amount_out_of_range', { amount, limit: MAX_AMOUNT });
  }
  return amount;
}

function checkLine(line: NonNullable<OrderInput['lines']>[number]): CheckedLine {
  const gross = amountOf(line.unitPrice * line.quantity);
  const discount = amountOf(line.discount ?? 0);
  if (discount > gross) {
    throw new DomainError('order_total_mismatch', { total: -discount, expected: gross });
  }
  return {
    sku: line.sku,
    name: line.name.normalize('NFC'),
    category: line.category?.normalize('NFC') ?? null,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    discount,
    amount: gross - discount,
  };
}

/**
 * Hash of what the receipt says. The customer is part of it: the same receipt for somebody else is
 * not a repeat. Names are not, so that a corrected spelling stays a repeat.
 */
function fingerprintOf(order: Omit<CheckedOrder, 'fingerprint'>): Buffer {
  const c = order.customer;
  const text = JSON.stringify([
    order.placedAt.getTime(),
    order.bill,
    order.discount,
    order.items,
    order.store,
    order.channel,
    c
      ? [
          c.id,
          c.phone?.replace(/[\s.-]/g, ''),
          c.email?.toLowerCase(),
          c.card,
          c.externalId?.source,
          c.externalId?.id,
        ]
      : null,
    order.lines.map((l) => [l.sku, l.quantity, l.unitPrice, l.discount]),
    order.tenders.map((t) => [t.kind, t.amount]),
    order.redeem.points,
    order.redeem.vouchers,
  ]);
  return hash('sha256', text, 'buffer').subarray(0, 16);
}
