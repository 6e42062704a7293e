import type { OrderLine } from '@quen/contracts/orders.ts';
import { dateOf, dayOf, demandOn, instantOf, isClosed, localDay } from './calendar.ts';
import { fill, tasteOf } from './menu.ts';
import { customerOf, type DemoCustomer, stores } from './people.ts';
import { PointsGuess } from './points-guess.ts';
import { Random } from './random.ts';
import { type Span, spanUntil, visitsOf } from './visits.ts';

/** One receipt as the till wrote it. */
export interface DemoOrder {
  externalId: string;
  placedAt: Date;
  store: string;
  channel: 'store' | 'web';
  /** Index of the customer; null for somebody who did not say who they are. */
  customer: number | null;
  lines: OrderLine[];
  /** Taken off the bill by the shop, ₫. */
  discount: number;
  /** ₫, before points and vouchers. */
  total: number;
  /** Points spent on it. */
  points: number;
  /** Hands in a voucher if they hold one that fits. */
  voucher: boolean;
}

export interface DemoReturn {
  order: string;
  externalId: string;
  at: Date;
  /** Which line of the receipt, counted from 1; one piece of it. */
  line: number;
}

/** Eighteen months of the business, in the order in which they happened. */
export interface DemoPlan {
  customers: DemoCustomer[];
  orders: DemoOrder[];
  returns: DemoReturn[];
}

export interface PlanInput {
  seed: string;
  customers: number;
  /** The last moment that is told of. */
  until: Date;
}

export const HISTORY_DAYS = 548;
/** Receipts without a customer, a day and store, for each 5,000 customers. */
const WALK_INS = 0.6;
const RETURN_SHARE = 0.015;

export function planBusiness({ seed, customers: count, until }: PlanInput): DemoPlan {
  const span = spanUntil(until, HISTORY_DAYS);
  const year = new Date(until).getUTCFullYear();
  const customers: DemoCustomer[] = [];
  const orders: DemoOrder[] = [];
  for (let index = 0; index < count; index++) {
    const customer = customerOf(seed, index, year);
    const random = new Random(`${seed}/orders/${index}`);
    customers.push(customer);
    orders.push(...ordersOf(random, customer, span));
  }
  orders.push(...walkIns(new Random(`${seed}/walk-ins`), span, count));
  orders.sort((a, b) => a.placedAt.getTime() - b.placedAt.getTime());
  numberReceipts(orders);
  return { customers, orders, returns: returnsOf(new Random(`${seed}/returns`), orders, until) };
}

function ordersOf(random: Random, customer: DemoCustomer, span: Span): DemoOrder[] {
  const taste = tasteOf(random);
  const guess = new PointsGuess();
  return visitsOf(random, customer, span).map((placedAt) => {
    const { month } = localDay(dayOf(placedAt));
    const online = random.chance(customer.habit.online);
    const lines = fill(random, customer.habit.basket, taste, month);
    const away = random.chance(0.05);
    const order: DemoOrder = {
      externalId: '',
      placedAt,
      store: (away ? random.pick(stores) : customer.home).code,
      channel: online ? 'web' : 'store',
      customer: customer.index,
      ...priced(lines, online ? saleShare(placedAt) : 0),
      points: 0,
      voucher: customer.redeems && random.chance(0.2),
    };
    if (customer.redeems && random.chance(0.3)) order.points = guess.spend(placedAt, order.total);
    guess.earn(placedAt, order.total, order.points);
    return order;
  });
}

/** What the web shop takes off on the double-digit days. */
function saleShare(at: Date): number {
  const { month, date } = localDay(dayOf(at));
  return month === date && month >= 9 ? 0.15 : 0;
}

function priced(
  lines: OrderLine[],
  share: number,
): Pick<DemoOrder, 'lines' | 'discount' | 'total'> {
  const gross = lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0);
  const discount = Math.floor((gross * share) / 1000) * 1000;
  return { lines, discount, total: gross - discount };
}

function walkIns(random: Random, span: Span, customers: number): DemoOrder[] {
  const drafts: DemoOrder[] = [];
  for (let day = span.from; day < span.to; day++) {
    if (isClosed(day)) continue;
    for (const store of stores) {
      const expected =
        (WALK_INS * customers * demandOn(day, 'any') * store.share * stores.length) / 5000;
      const { month } = localDay(day);
      for (let i = Math.floor(expected + random.next()); i > 0; i--) {
        const placedAt = instantOf(day, random.int(7 * 3600, 21 * 3600 + 3599));
        const lines = fill(random, 'visit', tasteOf(random), month);
        if (placedAt > span.until) continue;
        drafts.push({
          externalId: '',
          placedAt,
          store: store.code,
          channel: 'store',
          customer: null,
          ...priced(lines, 0),
          points: 0,
          voucher: false,
        });
      }
    }
  }
  return drafts;
}

/** Receipts are numbered by store and day, as tills do: HCM01-251120-0042. Orders come in time. */
function numberReceipts(orders: readonly DemoOrder[]): void {
  const last = new Map<string, number>();
  let today = 0;
  let date = '';
  for (const order of orders) {
    const day = dayOf(order.placedAt);
    if (day !== today) {
      today = day;
      date = dateOf(day).slice(2).replaceAll('-', '');
      last.clear();
    }
    const number = (last.get(order.store) ?? 0) + 1;
    last.set(order.store, number);
    order.externalId = `${order.store}-${date}-${String(number).padStart(4, '0')}`;
  }
}

/** Now and then a jar is brought back within the week: one piece of one line. */
function returnsOf(random: Random, orders: readonly DemoOrder[], until: Date): DemoReturn[] {
  const returns: DemoReturn[] = [];
  for (const order of orders) {
    const line = order.lines.findIndex(({ sku }) => sku.startsWith('DA') || sku.startsWith('CT'));
    if (line === -1 || order.customer === null || !random.chance(RETURN_SHARE)) continue;
    const at = instantOf(dayOf(order.placedAt) + random.int(1, 7), random.int(9, 20) * 3600);
    if (at > until || isClosed(dayOf(at))) continue;
    const externalId = `TH-${order.externalId}`;
    returns.push({ order: order.externalId, externalId, at, line: line + 1 });
  }
  return returns.sort((a, b) => a.at.getTime() - b.at.getTime());
}
