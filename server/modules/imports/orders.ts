import type { CustomerRef, OrderInput, OrderLine } from '@quen/contracts/orders.ts';
import type { Tenant, Tx } from '../../platform/db.ts';
import type { DomainError } from '../../platform/errors.ts';
import { formatDate } from '../../platform/time.ts';
import { normaliseEmail, normalisePhone } from '../customers/index.ts';
import { postOrders } from '../posting/index.ts';
import { type Cells, RowError } from './cells.ts';
import type { Entry, ImportKind, ItemOutcome, Problem } from './kind.ts';
import type { Cell, TableRow } from './read/table.ts';
import type { ColumnFacts } from './scan.ts';
import type { StoreNames } from './stores.ts';
import { type AmountProblem, readAmount, readCount } from './values/amounts.ts';
import { DateReader } from './values/dates.ts';

export interface OrderImportOptions {
  /** Which system numbered the orders; with the order number it tells repeats. */
  source: string;
  stores: StoreNames;
}

const MAX_LINES = 10_000;

/**
 * Orders from rows: one row an order, or, where products are mapped, one row a line, the lines of an
 * order following each other. An order with one unreadable line is rejected whole, so that it is
 * never recorded in part.
 */
export class OrdersKind implements ImportKind<OrderInput> {
  readonly #cells: Cells;
  readonly #facts: ColumnFacts;
  readonly #tenant: Tenant;
  readonly #source: string;
  readonly #stores: StoreNames;
  readonly #dates: DateReader;
  readonly #lines: boolean;
  /** The last batch met an order again, as those after it will: they look first. */
  #repeats = false;

  constructor(cells: Cells, facts: ColumnFacts, tenant: Tenant, options: OrderImportOptions) {
    this.#cells = cells;
    this.#facts = facts;
    this.#tenant = tenant;
    this.#source = options.source;
    this.#stores = options.stores;
    this.#dates = new DateReader(facts.dayOrder, tenant.timeZone);
    this.#lines = cells.has('sku') || cells.has('product') || !cells.has('amount');
  }

  async *entries(rows: AsyncIterable<TableRow[]>): AsyncGenerator<Entry<OrderInput>[]> {
    let group: TableRow[] = [];
    let code = '';
    for await (const some of rows) {
      const ready: Entry<OrderInput>[] = [];
      for (const row of some) {
        const next = String(this.#cells.raw(row, 'order')).trim();
        if (this.#lines && group.length > 0 && next !== '' && next === code) {
          group.push(row);
          continue;
        }
        if (group.length > 0) ready.push(this.#entry(group));
        group = [row];
        code = next;
      }
      if (ready.length > 0) yield ready;
    }
    if (group.length > 0) yield [this.#entry(group)];
  }

  keyOf({ customer, externalId }: OrderInput): string {
    if (!customer) return externalId;
    return personOf(customer) ?? customer.card ?? '';
  }

  async post(tx: Tx, items: readonly OrderInput[]): Promise<ItemOutcome[]> {
    const outcomes = await postOrders(tx, items, { trusting: !this.#repeats });
    this.#repeats = outcomes.some((o) => o.status === 'duplicate');
    return outcomes.map((outcome, i) =>
      outcome.status === 'rejected'
        ? {
            status: 'rejected',
            problem: this.#problem(outcome.error, items[i] as OrderInput),
          }
        : {
            status: outcome.status,
            customerId: outcome.customerId,
            revenue: outcome.total,
            points: outcome.pointsEarned,
            tier: outcome.tier,
            at: new Date((items[i] as OrderInput).placedAt),
          },
    );
  }

  /** A refusal in the terms of the file: its days, not the instants they became. */
  #problem({ code, details }: DomainError, { placedAt }: OrderInput): Problem {
    const day = formatDate(new Date(placedAt), this.#tenant.timeZone);
    return { code, details: 'placedAt' in details ? { ...details, placedAt: day } : details };
  }

  #entry(rows: TableRow[]): Entry<OrderInput> {
    try {
      for (const row of rows) {
        if (row.problem) throw new RowError(row.problem.code, row.problem.details);
      }
      if (rows.length > MAX_LINES) throw new RowError('row_too_many_cells', { limit: MAX_LINES });
      return { rows, item: this.#order(rows) };
    } catch (error) {
      if (error instanceof RowError) return { rows, problem: error.problem };
      throw error;
    }
  }

  #order(rows: TableRow[]): OrderInput {
    const cells = this.#cells;
    const first = rows[0] as TableRow;
    const order: OrderInput = {
      source: this.#source,
      externalId: cells.required(first, 'order', 200),
      placedAt: this.#placedAt(first).toISOString(),
      total: 0,
    };
    const customer = this.#customer(first);
    if (customer) order.customer = customer;
    const store = cells.text(first, 'store', 120);
    if (store) order.store = this.#stores.codeOf(store) ?? store.slice(0, 40);
    const channel = cells.text(first, 'channel', 40);
    if (channel) order.channel = channel;
    const currency = cells.text(first, 'currency', 10).toUpperCase();
    if (currency) order.currency = currency === 'VNĐ' || currency === 'Đ' ? 'VND' : currency;
    if (this.#lines) this.#addLines(order, rows);
    else {
      order.total = this.#amount(first, 'amount');
      if (cells.raw(first, 'items') !== '') order.items = this.#count(first, 'items');
      if (cells.raw(first, 'discount') !== '') order.discount = this.#amount(first, 'discount');
    }
    return order;
  }

  /** Lines, and a total that equals them less the order's discount. */
  #addLines(order: OrderInput, rows: TableRow[]): void {
    const lines = rows.map((row) => this.#line(row));
    const sum = lines.reduce((s, l) => s + l.quantity * l.unitPrice - (l.discount ?? 0), 0);
    const first = rows[0] as TableRow;
    if (this.#cells.has('amount') && this.#cells.raw(first, 'amount') !== '') {
      order.total = this.#amount(first, 'amount');
      if (order.total > sum) {
        throw new RowError('order_total_mismatch', { total: order.total, expected: sum });
      }
      order.discount = sum - order.total;
    } else {
      const given = this.#cells.raw(first, 'discount') !== '';
      order.discount = given ? this.#amount(first, 'discount') : 0;
      order.total = sum - order.discount;
      if (order.total < 0)
        throw new RowError('order_total_mismatch', { total: order.total, expected: sum });
    }
    order.lines = lines;
  }

  #line(row: TableRow): OrderLine {
    const cells = this.#cells;
    const sku = cells.code(row, 'sku', 80);
    const name = cells.text(row, 'product', 200);
    const quantity = cells.raw(row, 'quantity') === '' ? 1 : this.#count(row, 'quantity');
    if (quantity === 0) throw new RowError('amount_unreadable', this.#named(row, 'quantity'));
    const line: OrderLine = {
      sku: sku || name.slice(0, 80) || '-',
      name: name || sku || '-',
      quantity,
      unitPrice: 0,
    };
    const category = cells.text(row, 'category', 80);
    if (category) line.category = category;
    if (cells.raw(row, 'lineAmount') === '') {
      line.unitPrice = this.#amount(row, 'unitPrice');
      return line;
    }
    const amount = this.#amount(row, 'lineAmount');
    const listed = cells.raw(row, 'unitPrice') === '' ? 0 : this.#amount(row, 'unitPrice');
    // The price times the quantity must reach the amount; what it exceeds it by was taken off.
    line.unitPrice = Math.max(listed, Math.ceil(amount / quantity));
    const discount = line.unitPrice * quantity - amount;
    if (discount > 0) line.discount = discount;
    return line;
  }

  #placedAt(row: TableRow): Date {
    const cell = this.#cells.raw(row, 'at');
    if (cell === '') throw new RowError('value_missing', { column: this.#cells.column('at') });
    const at = this.#dates.read(cell, this.#cells.raw(row, 'time'));
    if (!at) {
      throw new RowError('date_unreadable', {
        value: shortened(cell),
        format: this.#facts.dayOrder === 'dmy' ? 'dd/MM/yyyy' : 'MM/dd/yyyy',
      });
    }
    return at;
  }

  #customer(row: TableRow): CustomerRef | undefined {
    const cells = this.#cells;
    const ref: CustomerRef = {};
    const id = cells.person(row, 'customer', 200);
    if (id) ref.externalId = { source: this.#source, id };
    const phone = cells.person(row, 'phone', 40);
    if (phone) ref.phone = phone;
    const email = cells.person(row, 'email', 254);
    if (email) ref.email = email;
    const card = cells.person(row, 'card', 40);
    if (card) ref.card = card;
    if (Object.keys(ref).length === 0) return undefined;
    const name = cells.person(row, 'name', 200);
    if (name) ref.name = name;
    return ref;
  }

  #amount(row: TableRow, field: string): number {
    const cell = this.#cells.raw(row, field);
    if (cell === '') throw new RowError('value_missing', { column: this.#cells.column(field) });
    const result = readAmount(cell, this.#facts.decimalMark(field), this.#tenant.currency);
    if ('problem' in result) throw this.#unreadable(result.problem, row, field);
    return result.amount;
  }

  #count(row: TableRow, field: string): number {
    const result = readCount(this.#cells.raw(row, field), this.#facts.decimalMark(field));
    if ('problem' in result) throw this.#unreadable(result.problem, row, field);
    return result.count;
  }

  #unreadable(problem: AmountProblem, row: TableRow, field: string): RowError {
    const { currency } = this.#tenant;
    return problem === 'unknown_currency'
      ? new RowError(problem, {
          currency: shortened(this.#cells.raw(row, field)),
          expected: currency,
        })
      : new RowError(problem, { ...this.#named(row, field), currency });
  }

  #named(row: TableRow, field: string): Record<string, unknown> {
    return { value: shortened(this.#cells.raw(row, field)), column: this.#cells.column(field) };
  }
}

/** Enough of a cell to recognise it in a sentence. */
export function shortened(cell: Cell): string {
  const text = String(cell);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** What the file knows a person by: the same however they wrote it. */
export function personOf({ externalId, phone, email }: CustomerRef): string | undefined {
  if (externalId) return externalId.id;
  if (phone !== undefined) return normalisePhone(phone) ?? phone;
  return email === undefined ? undefined : (normaliseEmail(email) ?? email);
}
