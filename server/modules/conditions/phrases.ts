import type { Operator } from '@quen/contracts/conditions.ts';
import type { LocalText } from '@quen/contracts/text.ts';

/**
 * How a comparison of each field is said. {range} is "at least 3 orders" and the like, {value} one
 * value, {list} "a or b". English says what "customers who …" do, Vietnamese what "khách …" does;
 * phrases of orders are whole clauses. Operators not named here use `default`.
 */
export interface Phrases {
  default: LocalText;
  unit?: { vi: string; one: string; many: string };
  by?: Partial<Record<Operator | 'true' | 'false', LocalText>>;
}

const say = (vi: string, en: string): LocalText => ({ vi, en });
const orders = { vi: 'đơn', one: 'order', many: 'orders' };
const days = { vi: 'ngày', one: 'day', many: 'days' };
const points = { vi: 'điểm', one: 'point', many: 'points' };
const items = { vi: 'món', one: 'item', many: 'items' };

interface Dated {
  did: LocalText;
  didNot: LocalText;
  set: LocalText;
  notSet: LocalText;
}
const dated = ({ did, didNot, set, notSet }: Dated): Phrases => ({
  default: say(`${did.vi} ngày {value}`, `${did.en} on {value}`),
  by: {
    before: say(`${did.vi} trước ngày {value}`, `${did.en} before {value}`),
    after: say(`${did.vi} sau ngày {value}`, `${did.en} after {value}`),
    within_days: say(
      `${did.vi} trong {value} ngày gần đây`,
      `${did.en} within the last {value} days`,
    ),
    not_within_days: say(
      `${didNot.vi} trong {value} ngày gần đây`,
      `${didNot.en} within the last {value} days`,
    ),
    is_set: set,
    is_not_set: notSet,
  },
});

const chosen = (is: LocalText, isNot: LocalText, thing: LocalText): Phrases => ({
  default: say(`${is.vi} {list}`, `${is.en} {list}`),
  by: {
    ne: say(`${isNot.vi} {list}`, `${isNot.en} {list}`),
    not_in: say(`${isNot.vi} {list}`, `${isNot.en} {list}`),
    is_set: say(`đã ${thing.vi}`, `have ${thing.en}`),
    is_not_set: say(`chưa ${thing.vi}`, `do not have ${thing.en}`),
  },
});

const having = (vi: string, en: string): Phrases => ({
  default: say(`có ${vi}`, `have ${en}`),
  by: { false: say(`không có ${vi}`, `do not have ${en}`) },
});

export const phrases: Record<string, Phrases> = {
  'customer.orders': { default: say('đã mua {range}', 'have {range}'), unit: orders },
  'customer.spent': { default: say('đã chi tiêu {range}', 'have spent {range}') },
  'customer.spent_12m': {
    default: say('chi tiêu {range} trong 12 tháng qua', 'spent {range} in the last 12 months'),
  },
  'customer.average_order': {
    default: say('chi trung bình {range} mỗi đơn', 'spend {range} an order on average'),
  },
  'customer.first_order_at': dated({
    did: say('mua lần đầu', 'first ordered'),
    didNot: say('không mua lần đầu', 'did not first order'),
    set: say('đã từng mua', 'have ordered'),
    notSet: say('chưa từng mua', 'have never ordered'),
  }),
  'customer.last_order_at': dated({
    did: say('mua lần cuối', 'last ordered'),
    didNot: say('không mua', 'did not order'),
    set: say('đã từng mua', 'have ordered'),
    notSet: say('chưa từng mua', 'have never ordered'),
  }),
  'customer.days_since_order': {
    default: say('mua lần cuối cách đây {range}', 'last ordered {range} ago'),
    unit: days,
    by: {
      gte: say('chưa mua từ {value} ngày trở lên', 'have not ordered for {value} days or more'),
      gt: say('chưa mua hơn {value} ngày', 'have not ordered for more than {value} days'),
    },
  },
  'customer.created_at': dated({
    did: say('trở thành khách', 'became customers'),
    didNot: say('không phải khách mới', 'did not become customers'),
    set: say('có ngày trở thành khách', 'have a date of becoming customers'),
    notSet: say('không có ngày trở thành khách', 'have no date of becoming customers'),
  }),
  'customer.tier': chosen(
    say('ở hạng', 'are in tier'),
    say('không ở hạng', 'are not in tier'),
    say('có hạng', 'a tier'),
  ),
  'customer.to_next_tier': {
    default: say('còn thiếu {range} để lên hạng', 'need {range} more for the next tier'),
  },
  'customer.points': { default: say('đang có {range}', 'hold {range}'), unit: points },
  'customer.points_expiring_30d': {
    default: say('có {range} hết hạn trong 30 ngày tới', 'have {range} expiring within 30 days'),
    unit: points,
  },
  'customer.rfm_group': chosen(
    say('thuộc nhóm', 'are in the group'),
    say('không thuộc nhóm', 'are not in the group'),
    say('được xếp nhóm RFM', 'an RFM group'),
  ),
  'customer.value_group': chosen(
    say('thuộc nhóm', 'are in the group'),
    say('không thuộc nhóm', 'are not in the group'),
    say('được xếp nhóm giá trị', 'a value group'),
  ),
  'customer.lifecycle': chosen(
    say('ở giai đoạn', 'are in the stage'),
    say('không ở giai đoạn', 'are not in the stage'),
    say('có giai đoạn', 'a lifecycle stage'),
  ),
  'customer.tags': {
    default: say('có nhãn {list}', 'are tagged {list}'),
    by: {
      not_in: say('không có nhãn {list}', 'are not tagged {list}'),
      is_set: say('có gắn nhãn', 'have a tag'),
      is_not_set: say('chưa gắn nhãn nào', 'have no tag'),
    },
  },
  'customer.name': {
    default: say('tên là “{value}”', 'are named “{value}”'),
    by: {
      ne: say('tên không phải “{value}”', 'are not named “{value}”'),
      contains: say('tên có “{value}”', 'have “{value}” in the name'),
      starts_with: say('tên bắt đầu bằng “{value}”', 'have a name that starts with “{value}”'),
      is_set: say('đã có tên', 'have a name on record'),
      is_not_set: say('chưa có tên', 'have no name on record'),
    },
  },
  'customer.birth_month': {
    default: say('có tháng sinh {range}', 'have a birth month of {range}'),
    by: {
      eq: say('sinh tháng {value}', 'were born in month {value}'),
      ne: say('không sinh tháng {value}', 'were not born in month {value}'),
    },
  },
  'customer.gender': chosen(
    say('giới tính', 'are of gender'),
    say('giới tính không phải', 'are not of gender'),
    say('ghi giới tính', 'a gender on record'),
  ),
  'customer.has_email': having('e-mail', 'an e-mail address'),
  'customer.has_phone': having('số điện thoại', 'a phone number'),
  'order.total': { default: say('giá trị đơn {range}', 'the order total is {range}') },
  'order.items': { default: say('đơn có {range}', 'the order has {range}'), unit: items },
  'order.channel': {
    default: say('mua qua kênh {list}', 'the order came through {list}'),
    by: {
      ne: say('không mua qua kênh {list}', 'the order did not come through {list}'),
      not_in: say('không mua qua kênh {list}', 'the order did not come through {list}'),
      is_set: say('đơn có ghi kênh bán', 'the order names its channel'),
      is_not_set: say('đơn không ghi kênh bán', 'the order names no channel'),
    },
  },
  'order.store': {
    default: say('mua tại {list}', 'the order was placed at {list}'),
    by: {
      ne: say('không mua tại {list}', 'the order was not placed at {list}'),
      not_in: say('không mua tại {list}', 'the order was not placed at {list}'),
      is_set: say('đơn có ghi cửa hàng', 'the order names its store'),
      is_not_set: say('đơn không ghi cửa hàng', 'the order names no store'),
    },
  },
  'order.hour': { default: say('giờ mua {range}', 'the hour of the order is {range}') },
  'order.weekday': {
    default: say('thứ trong tuần {range}', 'the weekday of the order is {range}'),
    by: {
      eq: say('mua vào {value}', 'the order is placed on a {value}'),
      ne: say('không mua vào {value}', 'the order is not placed on a {value}'),
    },
  },
};

/** What {range} becomes, by operator; {a} and {b} are numbers, the unit follows. */
export const ranges: Partial<Record<Operator, LocalText>> = {
  eq: say('đúng {a}', 'exactly {a}'),
  ne: say('khác {a}', 'other than {a}'),
  lt: say('dưới {a}', 'less than {a}'),
  lte: say('không quá {a}', 'at most {a}'),
  gt: say('trên {a}', 'more than {a}'),
  gte: say('từ {a} trở lên', 'at least {a}'),
  between: say('từ {a} đến {b}', '{a} to {b}'),
};
