import type { Condition, Leaf, Operator } from '@quen/contracts/conditions.ts';
import type { Tenant } from '../../platform/db.ts';
import { invariant } from '../../platform/errors.ts';
import { localHour, localWeekday, startOfDate, startOfDayPlus } from '../../platform/time.ts';
import { plainName } from '../customers/index.ts';

/**
 * What is known of one customer, one order, or both: field key → value, null where there is none.
 * '@now' (Date) and '@zone' say when and where the facts were taken: dates are judged by them.
 * Texts of customers are in their plain form (lower case, without marks).
 */
export type Facts = Record<string, string | number | boolean | Date | string[] | null>;

/** The two entries by which dates relative to today are judged. */
export function momentFacts(tenant: Tenant, now: Date): Facts {
  return { '@now': now, '@zone': tenant.timeZone };
}

/** What the conditions of rules and vouchers can ask of an order, from the order at hand. */
export interface OrderAtHand {
  /** Minor units, after the shop's own discounts. */
  total: number;
  items: number;
  channel: string;
  /** Code of the store, not its id. */
  store: string | null;
  placedAt: Date;
}

/** The 'order.*' facts of an order; hour and weekday by the business's zone. */
export function orderFacts(order: OrderAtHand, tenant: Tenant): Facts {
  return {
    'order.total': order.total,
    'order.items': order.items,
    'order.channel': order.channel,
    'order.store': order.store,
    'order.hour': localHour(order.placedAt, tenant.timeZone),
    'order.weekday': localWeekday(order.placedAt, tenant.timeZone),
  };
}

/** Whether the facts satisfy the condition. Needs every field that fieldsOf(condition) names. */
export function matches(condition: Condition, facts: Facts): boolean {
  if ('all' in condition) return condition.all.every((child) => matches(child, facts));
  if ('any' in condition) return condition.any.some((child) => matches(child, facts));
  if ('not' in condition) return !matches(condition.not, facts);
  return leafHolds(condition, facts);
}

/** A comparison that kept the whole from being satisfied. */
export interface Failure {
  leaf: Leaf;
  /** What the field held. */
  actual: Facts[string];
  /** Set where the comparison holds but stands under a "not". */
  negated: boolean;
}

/** The comparisons that would have to change for the condition to hold; empty where it holds. */
export function whyNot(condition: Condition, facts: Facts): Failure[] {
  return failures(condition, facts, true);
}

function failures(condition: Condition, facts: Facts, wanted: boolean): Failure[] {
  if (matches(condition, facts) === wanted) return [];
  if ('all' in condition) return condition.all.flatMap((child) => failures(child, facts, wanted));
  if ('any' in condition) return condition.any.flatMap((child) => failures(child, facts, wanted));
  if ('not' in condition) return failures(condition.not, facts, !wanted);
  return [{ leaf: condition, actual: factOf(condition, facts), negated: !wanted }];
}

/** The fields a condition asks for, each once. */
export function fieldsOf(condition: Condition): string[] {
  const found = new Set<string>();
  const visit = (node: Condition): void => {
    if ('all' in node) node.all.forEach(visit);
    else if ('any' in node) node.any.forEach(visit);
    else if ('not' in node) visit(node.not);
    else found.add(node.field);
  };
  visit(condition);
  return [...found];
}

/** Those among the fields of conditions that ask of the customer. */
export const customerFieldsOf = (conditions: readonly Condition[]): string[] =>
  [...new Set(conditions.flatMap(fieldsOf))].filter((field) => field.startsWith('customer.'));

function factOf(leaf: Leaf, facts: Facts): Facts[string] {
  const value = facts[leaf.field];
  invariant(value !== undefined, `facts lack ${leaf.field}`);
  return value;
}

/** The operators that say the opposite of another one, exactly: values that are missing included. */
export const opposites: Partial<Record<Operator, Operator>> = {
  ne: 'eq',
  not_in: 'in',
  not_within_days: 'within_days',
  is_not_set: 'is_set',
};

/** One comparison. A field without a value satisfies no operator but the opposites above. */
function leafHolds(leaf: Leaf, facts: Facts): boolean {
  const opposite = opposites[leaf.op];
  return opposite
    ? !compare(leaf, opposite, factOf(leaf, facts), facts)
    : compare(leaf, leaf.op, factOf(leaf, facts), facts);
}

function compare(leaf: Leaf, op: Operator, fact: Facts[string], facts: Facts): boolean {
  if (fact === null || (Array.isArray(fact) && fact.length === 0)) return false;
  if (op === 'is_set') return true;
  if (fact instanceof Date) return dateHolds(leaf, fact, facts);
  if (Array.isArray(fact)) return tagsHold(leaf, op, fact);
  if (typeof fact === 'number') return numberHolds(leaf, op, fact);
  if (typeof fact === 'boolean') return fact === leaf.value;
  return textHolds(leaf, op, fact);
}

function numberHolds({ value }: Leaf, op: Operator, fact: number): boolean {
  if (op === 'between') {
    const [low, high] = value as [number, number];
    return fact >= low && fact <= high;
  }
  const bound = value as number;
  switch (op) {
    case 'eq':
      return fact === bound;
    case 'lt':
      return fact < bound;
    case 'lte':
      return fact <= bound;
    case 'gt':
      return fact > bound;
    case 'gte':
      return fact >= bound;
    default:
      return impossible(op);
  }
}

/** Choices are keys and compared as they are; texts of people arrive in their plain form. */
function textHolds({ field, value }: Leaf, op: Operator, fact: string): boolean {
  if (op === 'in') return (value as string[]).includes(fact);
  const wanted = comparable(field, value as string);
  switch (op) {
    case 'eq':
      return fact === wanted;
    case 'contains':
      return fact.includes(wanted);
    case 'starts_with':
      return fact.startsWith(wanted);
    default:
      return impossible(op);
  }
}

function tagsHold({ value }: Leaf, op: Operator, fact: string[]): boolean {
  if (op === 'contains') return fact.includes(value as string);
  if (op === 'in') return fact.some((tag) => (value as string[]).includes(tag));
  return impossible(op);
}

function dateHolds(leaf: Leaf, fact: Date, facts: Facts): boolean {
  const now = facts['@now'];
  const zone = facts['@zone'];
  invariant(now instanceof Date && typeof zone === 'string', 'facts lack @now and @zone');
  const boundary = dateBoundary(leaf, now, zone);
  return leaf.op === 'before' ? fact < boundary : fact >= boundary;
}

/** The texts that are compared in plain form: those people typed. */
export function comparable(field: string, text: string): string {
  return field === 'customer.name' ? plainName(text) : text;
}

const boundaries = new WeakMap<Leaf, { now: number; zone: string; at: Date }>();

/**
 * The instant a date comparison turns on. before D: earlier than the first instant of the local day
 * D; after D: not earlier than the first instant of the day after; within_days n: not earlier than
 * the first instant of the local day n − 1 days before today, so 1 means today only. A date ahead
 * of the clock counts as recent: a till that runs fast must not put its customers to sleep.
 */
export function dateBoundary(leaf: Leaf, now: Date, zone: string): Date {
  const known = boundaries.get(leaf);
  if (known && known.now === now.getTime() && known.zone === zone) return known.at;
  const at = computeBoundary(leaf, now, zone);
  boundaries.set(leaf, { now: now.getTime(), zone, at });
  return at;
}

function computeBoundary({ op, value }: Leaf, now: Date, zone: string): Date {
  if (op === 'before') return startOfDate(value as string, zone);
  if (op === 'after') return startOfDayPlus(startOfDate(value as string, zone), 1, zone);
  return startOfDayPlus(now, 1 - (value as number), zone);
}

function impossible(op: string): never {
  throw new Error(`Invariant broken: operator ${op} reached a value it does not fit`);
}
