import type { Condition } from '@quen/contracts/conditions.ts';
import type { Programme } from '@quen/contracts/programme.ts';
import { draw, type Lot, newLot, remainingIn, usableAt } from './ledger.ts';
import { moneyOf, type Order, type Sale } from './order.ts';
import { pointsFor, valueOfPoints } from './points.ts';
import { Refused } from './refused.ts';
import { type Return, takeGoodsBack } from './returns.ts';
import { type Tier, tierOf } from './tiers.ts';
import { type Voucher, Vouchers } from './vouchers.ts';

const DAY = 86_400_000;

export interface Standing extends Tier {
  orders: number;
  spent: number;
  firstOrderAt: number | null;
  lastOrderAt: number | null;
  balances: Record<string, number>;
}

interface Version {
  /** null: for all of history. */
  from: number | null;
  programme: Programme;
}

/**
 * What a business's orders, points, tiers and vouchers come to, one thing after the other and all of
 * it worked out anew whenever it is asked for: slow, and simple enough to be seen to be right.
 */
export class Model {
  readonly zone: string;
  readonly vouchers: Vouchers;
  readonly orders = new Map<string, Order>();
  readonly #lots = new Map<string, Lot[]>();
  readonly #versions: Version[];

  constructor(zone: string, programme: Programme) {
    this.zone = zone;
    this.vouchers = new Vouchers(zone);
    this.#versions = [{ from: null, programme }];
  }

  publish(programme: Programme, from: number): void {
    this.#versions.push({ from, programme });
  }

  programmeAt(at: number): Programme {
    const version = this.#versions.findLast(({ from }) => from === null || from <= at);
    if (!version) throw new Error('the first version holds for all of history');
    return version.programme;
  }

  lotsOf(customer: string): Lot[] {
    return this.#lots.get(customer) ?? [];
  }

  /** The lots a customer may pay with. */
  spendable(customer: string, at: number): Lot[] {
    const { redemption } = this.programmeAt(at);
    const lots = this.lotsOf(customer).filter((lot) => lot.wallet === redemption?.wallet);
    return usableAt(lots, at);
  }

  /** Takes a sale, or throws the refusal and leaves everything as it was. */
  post(sale: Sale, now: number): Order {
    if (sale.at > now + DAY) throw new Refused('order_date_out_of_range');
    if (sale.elsewhere) throw new Refused('unknown_store');
    const redeemed: Voucher[] = [];
    try {
      return this.#record(sale, redeemed);
    } catch (error) {
      this.vouchers.restore(redeemed);
      throw error;
    }
  }

  /** Puts the vouchers into `redeemed` as it uses them, so that a refusal can undo it. */
  #record(sale: Sale, redeemed: Voucher[]): Order {
    const { key, customer, at, bill } = sale;
    let left = bill;
    for (const code of sale.vouchers) {
      const { voucher, discount } = this.vouchers.redeem(
        code,
        customer,
        { bill, left },
        at,
        redeemed,
      );
      redeemed.push(voucher);
      left -= discount;
    }
    const voucherDiscount = bill - left;
    const { pointsDiscount, spent } = this.#pay(sale, left);
    const order: Order = {
      ...sale,
      total: left - pointsDiscount,
      voucherDiscount,
      pointsDiscount,
      redeemed,
      spent,
      earnings: [],
      returnedBill: 0,
      returned: 0,
      givenBack: 0,
    };
    if (customer !== null) this.#earn(order, customer);
    this.orders.set(key, order);
    return order;
  }

  #pay(
    { customer, at, bill, points }: Pick<Sale, 'customer' | 'at' | 'bill' | 'points'>,
    left: number,
  ) {
    if (points === 0) return { pointsDiscount: 0, spent: [] };
    if (customer === null) throw new Refused('customer_required');
    const lots = this.spendable(customer, at);
    const { redemption } = this.programmeAt(at);
    const pointsDiscount = valueOfPoints(redemption, { bill, left }, points, remainingIn(lots));
    return { pointsDiscount, spent: draw(lots, points) };
  }

  #earn(order: Order, customer: string): void {
    const { wallets, earnRules } = this.programmeAt(order.at);
    const lots = this.lotsOf(customer);
    for (const rule of earnRules) {
      const wallet = wallets.find((w) => w.key === rule.wallet);
      const points = pointsFor(rule, moneyOf(order));
      if (!wallet || points === 0 || !this.#holds(rule.when, customer)) continue;
      const lot = newLot(wallet, order.at, points, this.zone);
      lots.push(lot);
      order.earnings.push({ rule, lot, takenBack: 0 });
    }
    this.#lots.set(customer, lots);
  }

  /** The one condition the model knows: at least so many orders before. */
  #holds(condition: Condition | null, customer: string): boolean {
    if (condition === null) return true;
    if (!('field' in condition) || condition.field !== 'customer.orders' || condition.op !== 'gte')
      throw new Error('the model does not know this condition');
    return this.#counted(customer).length >= Number(condition.value);
  }

  /** Pays a bill of a till that records its own sales; what the points take off. */
  spendPoints(customer: string, points: number, bill: number, at: number): number {
    return this.#pay({ customer, at, bill, points }, bill).pointsDiscount;
  }

  /** Takes goods of an order back; without an amount, all that is left. */
  takeGoodsBack(order: Order, goods?: number): Return {
    const lots = order.customer === null ? [] : this.lotsOf(order.customer);
    const { restored, ...told } = takeGoodsBack(order, lots, goods);
    this.vouchers.restore(restored);
    return { ...told, vouchersRestored: restored.length };
  }

  expire(now: number): void {
    for (const lot of [...this.#lots.values()].flat())
      if (lot.expiresAt !== null && lot.expiresAt <= now) lot.remaining = 0;
  }

  standing(customer: string, now: number): Standing {
    const counted = this.#counted(customer);
    const moments = counted.map((order) => order.at).sort((a, b) => a - b);
    const bought = this.#ordersOf(customer).map((o) => ({
      at: o.at,
      amount: o.total - o.returned,
    }));
    const ladders = this.#versions.map(({ from, programme }) => ({
      from,
      levels: programme.tiers,
    }));
    const balances: Record<string, number> = {};
    for (const { wallet, remaining } of this.lotsOf(customer))
      balances[wallet] = (balances[wallet] ?? 0) + remaining;
    return {
      orders: counted.length,
      spent: counted.reduce((sum, order) => sum + order.total - order.returned, 0),
      firstOrderAt: moments.at(0) ?? null,
      lastOrderAt: moments.at(-1) ?? null,
      balances,
      // Orders may be a little ahead of the clock, and count when they say they were.
      ...tierOf(bought, ladders, this.zone, Math.max(now, ...bought.map((p) => p.at))),
    };
  }

  #ordersOf(customer: string): Order[] {
    return [...this.orders.values()].filter((order) => order.customer === customer);
  }

  /** Orders that still are some: what came back altogether never was one. */
  #counted(customer: string): Order[] {
    return this.#ordersOf(customer).filter((o) => !(o.total > 0 && o.returned === o.total));
  }
}
