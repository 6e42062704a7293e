import { Type } from 'typebox';
import { choicesOf, lifecycleTexts, rfmGroupTexts, valueGroupTexts } from './audience.ts';
import type { LocalText } from './text.ts';

/**
 * The one language for "which customers, which orders". A condition is a JSON tree; its leaves
 * compare a field of the catalogue with a value. Segments, earn rules, voucher validity and
 * journeys all use it; modules/conditions evaluates it in JavaScript and in SQL alike.
 */
export const operators = [
  'eq',
  'ne',
  'lt',
  'lte',
  'gt',
  'gte',
  'between',
  'in',
  'not_in',
  'contains',
  'starts_with',
  'before',
  'after',
  'within_days',
  'not_within_days',
  'is_set',
  'is_not_set',
] as const;
export type Operator = (typeof operators)[number];

export type ConditionValue = string | number | boolean | (string | number)[];

export interface Leaf {
  field: string;
  op: Operator;
  value?: ConditionValue;
}
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | Leaf;

/**
 * The schema only says "an object": a tree that refers to itself reads badly in OpenAPI. What a
 * condition may be is checked by parseCondition of modules/conditions, which names the bad leaf.
 */
export const Condition = Type.Unsafe<Condition>({
  type: 'object',
  // Without it the serialiser keeps no member at all.
  additionalProperties: true,
  description: 'Condition tree: {all: […]}, {any: […]}, {not: …} or {field, op, value}.',
});

export type FieldType = 'number' | 'money' | 'date' | 'text' | 'choice' | 'tags' | 'boolean';

/** Which operators make sense for which type; is_set and is_not_set fit every nullable field. */
export const operatorsOf: Record<FieldType, readonly Operator[]> = {
  number: ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between'],
  money: ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between'],
  date: ['before', 'after', 'within_days', 'not_within_days', 'is_set', 'is_not_set'],
  text: ['eq', 'ne', 'contains', 'starts_with', 'is_set', 'is_not_set'],
  choice: ['eq', 'ne', 'in', 'not_in', 'is_set', 'is_not_set'],
  tags: ['contains', 'in', 'not_in', 'is_set', 'is_not_set'],
  boolean: ['eq'],
};

export interface FieldDefinition {
  /** 'customer.…' fields work everywhere; 'order.…' fields only where an order is at hand. */
  key: string;
  type: FieldType;
  label: LocalText;
  choices?: { value: string; label: LocalText }[];
}

const field = (key: string, type: FieldType, vi: string, en: string): FieldDefinition => ({
  key,
  type,
  label: { vi, en },
});

/** The catalogue. Choices that depend on the business (tiers, stores) are added by the server. */
export const fieldCatalogue: readonly FieldDefinition[] = [
  field('customer.orders', 'number', 'Số đơn đã mua', 'Number of orders'),
  field('customer.spent', 'money', 'Tổng chi tiêu', 'Total spent'),
  field('customer.spent_12m', 'money', 'Chi tiêu 12 tháng qua', 'Spent in the last 12 months'),
  field('customer.average_order', 'money', 'Giá trị đơn trung bình', 'Average order value'),
  field('customer.first_order_at', 'date', 'Lần mua đầu', 'First order'),
  field('customer.last_order_at', 'date', 'Lần mua gần nhất', 'Last order'),
  field('customer.days_since_order', 'number', 'Số ngày từ lần mua cuối', 'Days since last order'),
  field('customer.created_at', 'date', 'Ngày trở thành khách', 'Customer since'),
  field('customer.tier', 'choice', 'Hạng thành viên', 'Tier'),
  field('customer.to_next_tier', 'money', 'Còn thiếu để lên hạng', 'Missing for the next tier'),
  field('customer.points', 'number', 'Điểm hiện có', 'Points held'),
  field(
    'customer.points_expiring_30d',
    'number',
    'Điểm hết hạn trong 30 ngày tới',
    'Points that expire within 30 days',
  ),
  {
    ...field('customer.rfm_group', 'choice', 'Nhóm RFM', 'RFM group'),
    choices: choicesOf(rfmGroupTexts),
  },
  {
    ...field('customer.value_group', 'choice', 'Nhóm giá trị', 'Value group'),
    choices: choicesOf(valueGroupTexts),
  },
  {
    ...field('customer.lifecycle', 'choice', 'Giai đoạn khách hàng', 'Lifecycle stage'),
    choices: choicesOf(lifecycleTexts),
  },
  field('customer.tags', 'tags', 'Nhãn', 'Tags'),
  field('customer.name', 'text', 'Họ tên', 'Name'),
  field('customer.birth_month', 'number', 'Tháng sinh', 'Birth month'),
  {
    ...field('customer.gender', 'choice', 'Giới tính', 'Gender'),
    choices: [
      { value: 'female', label: { vi: 'Nữ', en: 'Female' } },
      { value: 'male', label: { vi: 'Nam', en: 'Male' } },
      { value: 'other', label: { vi: 'Khác', en: 'Other' } },
    ],
  },
  field('customer.has_email', 'boolean', 'Có e-mail', 'Has an e-mail address'),
  field('customer.has_phone', 'boolean', 'Có số điện thoại', 'Has a phone number'),
  field('order.total', 'money', 'Giá trị đơn', 'Order total'),
  field('order.items', 'number', 'Số món trong đơn', 'Items in the order'),
  field('order.channel', 'choice', 'Kênh bán', 'Channel'),
  field('order.store', 'choice', 'Cửa hàng', 'Store'),
  field('order.hour', 'number', 'Giờ mua (0–23)', 'Hour of day (0–23)'),
  field('order.weekday', 'number', 'Thứ trong tuần (1 = thứ Hai)', 'Weekday (1 = Monday)'),
];
