import { type Condition, fieldCatalogue, operatorsOf } from '@quen/contracts/conditions.ts';
import { expect, test } from 'vitest';
import { DomainError } from '../../platform/errors.ts';
import { fieldsOf } from './evaluate.ts';
import {
  catalogueOf,
  describe,
  matches,
  momentFacts,
  orderFacts,
  parseCondition,
  whyNot,
} from './index.ts';
import { phrases } from './phrases.ts';

const shop = {
  id: 1,
  slug: 's',
  name: 'S',
  currency: 'VND',
  timeZone: 'Asia/Ho_Chi_Minh',
  locale: 'vi' as const,
};
const now = new Date('2026-11-21T03:00:00Z');
const when = momentFacts(shop, now);
const catalogue = catalogueOf({
  currency: 'VND',
  tiers: [{ key: 'gold', name: { vi: 'Vàng', en: 'Gold' } }],
  stores: [{ code: 'Q1', name: 'Quận 1' }],
});

const problemOf = (raw: unknown): string => {
  try {
    parseCondition(raw);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'condition_invalid') {
      return String(error.details.problem);
    }
    throw error;
  }
  throw new Error('was accepted');
};

const nest = (depth: number): unknown =>
  depth === 0 ? { field: 'customer.orders', op: 'gte', value: 1 } : { not: nest(depth - 1) };

test.each([
  [null, 'every part'],
  [[], 'every part'],
  [{}, 'exactly one of'],
  [{ all: [], any: [] }, 'exactly one of'],
  [{ some: [] }, 'unknown part "some"'],
  [{ all: {} }, '"all" must be a list'],
  [{ any: [] }, 'satisfied by nobody'],
  [nest(8), 'deeper than 8'],
  [{ any: Array(201).fill(nest(0)) }, 'more than 200'],
  [
    { any: [{ any: Array(101).fill(nest(0)) }, { any: Array(100).fill(nest(0)) }] },
    'more than 200',
  ],
  [{ field: 'customer.phone', op: 'eq', value: 'x' }, 'no field "customer.phone"'],
  [{ field: '__proto__', op: 'eq', value: 'x' }, 'no field "__proto__"'],
  [{ field: 'customer.orders', op: 'like', value: 1 }, 'customer.orders: unknown operator'],
  [{ field: 'customer.orders', op: 'contains', value: 1 }, 'does not fit a number field'],
  [
    { field: 'customer.orders', op: 'gte', value: '3' },
    'customer.orders: the value must be a whole',
  ],
  [{ field: 'customer.orders', op: 'gte', value: 1.5 }, 'whole number'],
  [{ field: 'customer.orders', op: 'gte' }, 'whole number'],
  [{ field: 'customer.orders', op: 'gte', value: 1, note: 'x' }, 'unknown part "note"'],
  [{ field: 'customer.spent', op: 'between', value: [5, 1] }, 'must not exceed'],
  [{ field: 'customer.spent', op: 'between', value: [5] }, 'two numbers'],
  [{ field: 'customer.last_order_at', op: 'before', value: '2026-02-30' }, 'not a date'],
  [{ field: 'customer.last_order_at', op: 'before', value: '21/11/2026' }, 'a date like'],
  [{ field: 'customer.last_order_at', op: 'within_days', value: 0 }, 'days must be'],
  [{ field: 'customer.last_order_at', op: 'is_set', value: true }, 'takes no value'],
  [{ field: 'customer.gender', op: 'eq', value: 'x' }, 'not one of its choices'],
  [{ field: 'customer.tags', op: 'in', value: [] }, 'a list of 1 to'],
  [{ field: 'customer.tags', op: 'contains', value: 'a\0b' }, 'not valid Unicode'],
  [{ field: 'customer.name', op: 'eq', value: ' ' }, 'the text is empty'],
  [{ field: 'customer.has_email', op: 'eq', value: 1 }, 'true or false'],
])('refuses %j and says why', (raw, problem) => {
  expect(problemOf(raw)).toContain(problem);
});

test('accepts depth 8 and 200 comparisons', () => {
  expect(parseCondition(nest(7))).toEqual(nest(7));
  const wide = { any: Array(200).fill(nest(0)) };
  expect(parseCondition(wide)).toEqual(wide);
});

test('a field without a value satisfies only the negative operators', () => {
  const facts = {
    ...when,
    'customer.last_order_at': null,
    'customer.tier': null,
    'customer.tags': [],
    'customer.birth_month': null,
  };
  const holds = (field: string, op: string, value?: unknown) =>
    matches(parseCondition({ field, op, ...(value === undefined ? {} : { value }) }), facts);
  expect(holds('customer.last_order_at', 'within_days', 30)).toBe(false);
  expect(holds('customer.last_order_at', 'not_within_days', 30)).toBe(true);
  expect(holds('customer.last_order_at', 'before', '2030-01-01')).toBe(false);
  expect(holds('customer.last_order_at', 'is_not_set')).toBe(true);
  expect(holds('customer.tier', 'eq', 'gold')).toBe(false);
  expect(holds('customer.tier', 'ne', 'gold')).toBe(true);
  expect(holds('customer.tier', 'not_in', ['gold'])).toBe(true);
  expect(holds('customer.tags', 'not_in', ['vip'])).toBe(true);
  expect(holds('customer.tags', 'is_set')).toBe(false);
  expect(holds('customer.birth_month', 'lt', 13)).toBe(false);
});

test('days are calendar days of the business: the last n days include today', () => {
  const within = parseCondition({ field: 'customer.last_order_at', op: 'within_days', value: 2 });
  const at = (iso: string) => ({ ...when, 'customer.last_order_at': new Date(iso) });
  expect(matches(within, at('2026-11-19T17:00:00Z'))).toBe(true);
  expect(matches(within, at('2026-11-19T16:59:59Z'))).toBe(false);
  expect(matches(within, at('2026-11-22T00:00:00Z'))).toBe(true);
});

test('facts of an order: hour and weekday where the shop is', () => {
  const facts = orderFacts(
    { total: 1, items: 1, channel: 'pos', store: null, placedAt: new Date('2026-11-22T17:30:00Z') },
    shop,
  );
  expect(facts).toMatchObject({ 'order.hour': 0, 'order.weekday': 1, 'order.store': null });
});

test('whyNot names the comparisons that fail and what was there', () => {
  const condition = parseCondition({
    all: [
      { field: 'order.total', op: 'gte', value: 100 },
      { not: { field: 'order.channel', op: 'eq', value: 'web' } },
      { field: 'order.items', op: 'gte', value: 1 },
    ],
  });
  const facts = { 'order.total': 50, 'order.channel': 'web', 'order.items': 2 };
  expect(whyNot(condition, facts)).toEqual([
    { leaf: { field: 'order.total', op: 'gte', value: 100 }, actual: 50, negated: false },
    { leaf: { field: 'order.channel', op: 'eq', value: 'web' }, actual: 'web', negated: true },
  ]);
  expect(whyNot(condition, { ...facts, 'order.total': 100, 'order.channel': 'pos' })).toEqual([]);
  expect(fieldsOf(condition)).toEqual(['order.total', 'order.channel', 'order.items']);
});

const asleep = { field: 'customer.days_since_order', op: 'gte', value: 90 } as const;
const email = { field: 'customer.has_email', op: 'eq', value: true } as const;
const sentences: [Condition, string, string][] = [
  [
    { all: [asleep, email] },
    'Khách chưa mua từ 90 ngày trở lên và có e-mail',
    'Customers who have not ordered for 90 days or more and have an e-mail address',
  ],
  [{ all: [] }, 'Mọi khách hàng', 'All customers'],
  [
    {
      all: [
        { field: 'customer.orders', op: 'gte', value: 3 },
        { any: [{ field: 'customer.tier', op: 'eq', value: 'gold' }, { not: email }] },
        { field: 'customer.spent', op: 'between', value: [1_000_000, 2_000_000] },
      ],
    },
    'Khách đã mua từ 3 đơn trở lên, (ở hạng Vàng hoặc không có e-mail) và đã chi tiêu từ 1.000.000 ₫ đến 2.000.000 ₫',
    'Customers who have at least 3 orders, (are in tier Gold or do not have an e-mail address) and have spent ₫1,000,000 to ₫2,000,000',
  ],
  [
    { not: { any: [{ field: 'customer.tags', op: 'contains', value: 'vip' }, asleep] } },
    'Khách không có nhãn “vip” và không thuộc diện (chưa mua từ 90 ngày trở lên)',
    'Customers who are not tagged “vip” and are not among those who (have not ordered for 90 days or more)',
  ],
  [
    {
      all: [
        { field: 'order.total', op: 'gte', value: 100_000 },
        { field: 'order.store', op: 'eq', value: 'Q1' },
        { field: 'customer.orders', op: 'eq', value: 1 },
      ],
    },
    'Khi giá trị đơn từ 100.000 ₫ trở lên, mua tại Quận 1 và khách đã mua đúng 1 đơn',
    'When the order total is at least ₫100,000, the order was placed at Quận 1 and they have exactly 1 order',
  ],
  [
    { field: 'customer.last_order_at', op: 'before', value: '2026-09-02' },
    'Khách mua lần cuối trước ngày 02/09/2026',
    'Customers who last ordered before Sep 2, 2026',
  ],
];

test.each(sentences)('%j reads well', (condition, vi, en) => {
  const parsed = parseCondition(condition);
  // The currency sign is set off by a no-break space; plain ones are easier to read here.
  expect(describe(parsed, 'vi', catalogue).replace(/\u00a0/g, ' ')).toBe(vi);
  expect(describe(parsed, 'en', catalogue).replace(/\u00a0/g, ' ')).toBe(en);
});

test('every field and operator has words of its own, with nothing left unfilled', () => {
  for (const { key, type, choices } of fieldCatalogue) {
    expect(phrases[key], key).toBeDefined();
    for (const op of operatorsOf[type]) {
      const one = choices?.[0]?.value ?? (type === 'boolean' ? true : type === 'date' ? 5 : 'gold');
      const value = {
        between: [1, 2],
        in: [String(one)],
        not_in: [String(one)],
        before: '2026-01-01',
        after: '2026-01-01',
        is_set: undefined,
        is_not_set: undefined,
      }[op as string];
      const numeric = type === 'number' || type === 'money' ? 3 : one;
      const leaf = { field: key, op, value: value ?? (op.startsWith('is_') ? undefined : numeric) };
      for (const condition of [leaf, { not: leaf }]) {
        for (const locale of ['vi', 'en'] as const) {
          const text = describe(condition as Condition, locale, catalogue);
          expect(text, `${key} ${op}`).not.toMatch(/[{}]|undefined/);
        }
      }
    }
  }
});
