import {
  type Condition,
  type FieldDefinition,
  fieldCatalogue,
  type Leaf,
  type Operator,
} from '@quen/contracts/conditions.ts';
import type { Locale, LocalText } from '@quen/contracts/text.ts';
import { formatMoney } from '../../platform/money.ts';
import { opposites } from './evaluate.ts';
import { definitionOf } from './parse.ts';
import { phrases, ranges } from './phrases.ts';

/** The fields of one business: what differs is its currency, its tiers and its stores. */
export interface Catalogue {
  currency: string;
  fields: readonly FieldDefinition[];
}

/** The catalogue with the choices a business brings: keys as stored, names as people read them. */
export function catalogueOf(business: {
  currency: string;
  tiers: readonly { key: string; name: LocalText }[];
  stores: readonly { code: string; name: string }[];
  channels?: readonly string[];
  tags?: readonly string[];
}): Catalogue {
  const asWritten = (value: string, name = value) => ({ value, label: { vi: name, en: name } });
  const own: Record<string, FieldDefinition['choices']> = {
    'customer.tier': business.tiers.map(({ key, name }) => ({ value: key, label: name })),
    'customer.tags': (business.tags ?? []).map((tag) => asWritten(tag)),
    'order.store': business.stores.map(({ code, name }) => asWritten(code, name)),
    'order.channel': (business.channels ?? []).map((channel) => asWritten(channel)),
  };
  return {
    currency: business.currency,
    fields: fieldCatalogue.map((definition) => {
      const choices = own[definition.key];
      return choices ? { ...definition, choices } : definition;
    }),
  };
}

/**
 * The condition as a sentence without its full stop: "Khách chưa mua từ 90 ngày trở lên và có
 * e-mail". Conditions that also ask about an order read "Khi … và khách …".
 */
export function describe(condition: Condition, locale: Locale, catalogue: Catalogue): string {
  const writer = new Writer(locale, catalogue, asksOfOrders(condition));
  const text = writer.tree(condition, false);
  if (text === '') return locale === 'vi' ? 'Mọi khách hàng' : 'All customers';
  if (writer.mixed) return `${locale === 'vi' ? 'Khi' : 'When'} ${text}`;
  return `${locale === 'vi' ? 'Khách' : 'Customers who'} ${text}`;
}

function asksOfOrders(condition: Condition): boolean {
  if ('all' in condition) return condition.all.some(asksOfOrders);
  if ('any' in condition) return condition.any.some(asksOfOrders);
  if ('not' in condition) return asksOfOrders(condition.not);
  return condition.field.startsWith('order.');
}

const inverse: Partial<Record<Operator, Operator>> = {
  ...opposites,
  ...Object.fromEntries(Object.entries(opposites).map(([negative, op]) => [op, negative])),
};

class Writer {
  readonly locale: Locale;
  readonly catalogue: Catalogue;
  /** Orders are asked about too, so customers need naming inside the sentence. */
  readonly mixed: boolean;

  constructor(locale: Locale, catalogue: Catalogue, mixed: boolean) {
    this.locale = locale;
    this.catalogue = catalogue;
    this.mixed = mixed;
  }

  tree(node: Condition, nested: boolean, negated = false): string {
    if ('not' in node) return this.tree(node.not, nested, !negated);
    if ('field' in node) return this.leaf(node, negated);
    const children = 'all' in node ? node.all : node.any;
    if (children.length === 0) {
      if (!nested && !negated) return '';
      return this.pick({ vi: negated ? 'không là ai' : 'là bất kỳ ai', en: 'are anyone' });
    }
    const [only] = children;
    if (children.length === 1 && only) return this.tree(only, nested, negated);
    const parts = children.map((child) => this.tree(child, true, negated));
    const text = this.list(parts, 'all' in node !== negated ? 'and' : 'or');
    return nested ? `(${text})` : text;
  }

  private leaf(leaf: Leaf, negated: boolean): string {
    const said = negated ? this.negatedLeaf(leaf) : this.positiveLeaf(leaf);
    if (!this.mixed || leaf.field.startsWith('order.')) return said;
    return `${this.pick({ vi: 'khách', en: 'they' })} ${said}`;
  }

  /** By the opposite operator where there is one; others miss customers without a value. */
  private negatedLeaf(leaf: Leaf): string {
    if (typeof leaf.value === 'boolean') return this.positiveLeaf({ ...leaf, value: !leaf.value });
    const op = inverse[leaf.op];
    const tags = leaf.field === 'customer.tags' && leaf.op === 'contains';
    if (tags) return this.positiveLeaf({ ...leaf, op: 'not_in', value: [String(leaf.value)] });
    if (op && this.said(leaf.field, op)) return this.positiveLeaf({ ...leaf, op });
    return this.pick({
      vi: `không thuộc diện (${this.positiveLeaf(leaf)})`,
      en: `are not among those who (${this.positiveLeaf(leaf)})`,
    });
  }

  private said(field: string, op: Operator): boolean {
    const known = phrases[field];
    return known !== undefined && (known.by?.[op] !== undefined || ranges[op] !== undefined);
  }

  private positiveLeaf(leaf: Leaf): string {
    const known = phrases[leaf.field] as (typeof phrases)[string];
    const key = typeof leaf.value === 'boolean' ? (`${leaf.value}` as const) : leaf.op;
    const template = this.pick(known.by?.[key] ?? known.default);
    return template
      .replace('{range}', () => this.range(leaf))
      .replace('{value}', () => this.value(leaf, leaf.value))
      .replace('{list}', () =>
        this.list(
          [leaf.value].flat().map((value) => this.value(leaf, value)),
          leaf.op === 'not_in' ? 'nor' : 'or',
        ),
      );
  }

  private range(leaf: Leaf): string {
    const [a, b] = [leaf.value].flat();
    const unit = phrases[leaf.field]?.unit;
    const words = this.pick(ranges[leaf.op] ?? { vi: '{a}', en: '{a}' })
      .replace('{a}', () => this.value(leaf, a))
      .replace('{b}', () => this.value(leaf, b));
    if (!unit) return words;
    if (this.locale === 'en')
      return `${words} ${a === 1 && b === undefined ? unit.one : unit.many}`;
    // The unit stands before "trở lên": "từ 3 đơn trở lên".
    return words.endsWith(' trở lên')
      ? words.replace(' trở lên', ` ${unit.vi} trở lên`)
      : `${words} ${unit.vi}`;
  }

  private value(leaf: Leaf, value: unknown): string {
    const { type } = definitionOf(leaf.field);
    if (typeof value === 'number') {
      if (leaf.field === 'order.weekday') return this.weekday(value);
      if (type === 'money') return formatMoney(value, this.catalogue.currency, this.locale);
      return new Intl.NumberFormat(this.locale === 'vi' ? 'vi-VN' : 'en-US').format(value);
    }
    const text = String(value);
    if (type === 'date') return this.date(text);
    if (type === 'tags') return `“${text}”`;
    const choices = this.catalogue.fields.find(({ key }) => key === leaf.field)?.choices;
    const label = choices?.find((choice) => choice.value === text)?.label;
    return label ? this.pick(label) : text;
  }

  private weekday(day: number): string {
    // 5 January 1970 was a Monday.
    return new Intl.DateTimeFormat(this.locale === 'vi' ? 'vi-VN' : 'en-US', {
      weekday: 'long',
      timeZone: 'UTC',
    }).format(new Date(Date.UTC(1970, 0, 4 + day)));
  }

  private date(text: string): string {
    const [year, month, day] = text.split('-');
    if (this.locale === 'vi') return `${day}/${month}/${year}`;
    return new Intl.DateTimeFormat('en-US', {
      dateStyle: 'medium',
      timeZone: 'UTC',
    }).format(new Date(`${text}T00:00:00Z`));
  }

  private list(parts: readonly string[], kind: 'and' | 'or' | 'nor'): string {
    const words = {
      and: { vi: 'và', en: 'and' },
      or: { vi: 'hoặc', en: 'or' },
      nor: { vi: 'hay', en: 'or' },
    };
    if (parts.length < 2) return parts.join('');
    return `${parts.slice(0, -1).join(', ')} ${this.pick(words[kind])} ${parts.at(-1)}`;
  }

  private pick(text: LocalText): string {
    return text[this.locale];
  }
}
