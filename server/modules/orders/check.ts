import type { CustomerRef, OrderInput } from '@quen/contracts/orders.ts';
import type { Tenant } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { MAX_AMOUNT } from '../../platform/money.ts';
import { MS_PER_DAY } from '../../platform/time.ts';
import { fingerprintOf } from './fingerprint.ts';

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
  lines: readonly CheckedLine[];
  tenders: readonly { kind: string; amount: number }[];
  redeem: { points: number; vouchers: readonly string[] };
  fingerprint: string;
}

/** Nothing was sold or brought back before; milliseconds. */
export const EARLIEST = Date.UTC(1990, 0, 1);
/** Money that was counted when it was first paid, or was never money. */
const notMoney = new Set(['gift_card', 'store_credit']);

/** The part of a bill that is money paid now; gift cards and store credit earn nothing. */
export function countsAsMoney(
  total: number,
  tenders: readonly { kind: string; amount: number }[],
): number {
  let money = total;
  for (const { kind, amount } of tenders) if (notMoney.has(kind)) money -= amount;
  return Math.max(0, money);
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
  const lines = input.lines === undefined ? none : input.lines.map(checkLine);
  const discount = amountOf(input.discount ?? 0);
  const bill = amountOf(input.total);
  const sums = sumsOf(lines);
  if (lines.length > 0) {
    const expected = sums.amount - discount;
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
  const texts = [source, externalId, channel, input.store ?? ''];
  for (const line of lines) texts.push(line.sku, line.name, line.category ?? '');
  if (!texts.every(isStorable) || !(input.redeem?.vouchers ?? none).every(isStorable)) {
    throw new DomainError('invalid_input', { problem: 'characters that are no text' });
  }
  const checked: CheckedOrder = {
    source,
    externalId,
    placedAt,
    customer: input.customer,
    store: input.store ?? null,
    channel,
    bill,
    discount: discount + sums.discount,
    items: input.items ?? sums.quantity,
    lines,
    tenders: input.tenders ?? none,
    redeem: input.redeem ? redeemOf(input.redeem) : nothing,
    fingerprint: '',
  };
  checked.fingerprint = fingerprintOf(contentOf(checked));
  return checked;
}

// Most orders have nothing of these, and an import has millions of orders.
const none: readonly never[] = Object.freeze([]);
const nothing: CheckedOrder['redeem'] = Object.freeze({ points: 0, vouchers: none });

const redeemOf = ({ points = 0, vouchers = [] }: NonNullable<OrderInput['redeem']>) => ({
  points,
  vouchers: [...new Set(vouchers)],
});

function sumsOf(lines: readonly CheckedLine[]) {
  const sums = { amount: 0, discount: 0, quantity: 0 };
  for (const line of lines) {
    sums.amount += line.amount;
    sums.discount += line.discount;
    sums.quantity += line.quantity;
  }
  return sums;
}

/** What the database can keep: no NUL, no half of a surrogate pair. */
const isStorable = (text: string) => text.isWellFormed() && !text.includes('\u0000');

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
 * What the receipt says. The customer is part of it: the same receipt for somebody else is not a
 * repeat. Names are not, so that a corrected spelling stays a repeat.
 */
function contentOf(order: CheckedOrder): unknown[] {
  const c = order.customer;
  return [
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
  ];
}
