import type { Condition } from '@quen/contracts/conditions.ts';
import { winBack } from '@quen/contracts/plays.ts';
import type { Programme } from '@quen/contracts/programme.ts';
import type { LocalText } from '@quen/contracts/text.ts';
import type { Tenant, Tx } from '../../platform/db.ts';
import { formatMoney } from '../../platform/money.ts';
import { localDate } from '../../platform/time.ts';
import { tallyCustomers } from '../conditions/index.ts';

/** Something worth doing today: its people, what it may bring, and what carries it out. */
export interface Action {
  key: string;
  title: LocalText;
  count: number;
  /** Opens the people. */
  condition: Condition;
  /** Minor units: a rough expectation, worked out as `estimate` says. */
  gain: number;
  estimate: LocalText;
  /** The journey of the programme that does it; null where there is none. */
  journey: string | null;
}

interface Idea {
  key: string;
  condition: Condition;
  /** What `share` of it may come in: the field is summed over the people. */
  sumOf: 'customer.average_order' | 'customer.to_next_tier';
  share: number;
  title(count: LocalText): LocalText;
  journey?: string;
}

/** Days before a customer turns dormant in which a word still comes in time. */
export const NOTICE_DAYS = 14;
/** Days after a first order in which a second is most likely to come by itself. */
const SETTLING_DAYS = 14;

/**
 * The suggestions that have people in them, the greatest expectation first. `averageOrder` (minor
 * units) sets how far from the next tier one more visit carries.
 */
export async function suggestActions(
  tx: Tx,
  programme: Programme,
  averageOrder: number,
): Promise<Action[]> {
  const ideas = ideasOf(tx.tenant, tx.now, programme, averageOrder);
  const tallies = await tallyCustomers(tx, ideas);
  return ideas
    .flatMap((idea, i) => {
      const { customers, sum } = tallies[i] ?? { customers: 0, sum: 0 };
      if (customers === 0) return [];
      const count = {
        vi: customers.toLocaleString('vi-VN'),
        en: customers.toLocaleString('en-US'),
      };
      return {
        key: idea.key,
        title: idea.title(count),
        count: customers,
        condition: idea.condition,
        gain: Math.round(sum * idea.share),
        estimate: estimateOf(idea),
        journey: programme.journeys.find((j) => j.key === idea.journey)?.key ?? null,
      };
    })
    .sort((a, b) => b.gain - a.gain);
}

function estimateOf({ sumOf, share }: Idea): LocalText {
  const one = Math.round(1 / share);
  return sumOf === 'customer.to_next_tier'
    ? {
        vi: `nếu cứ ${one} người có 1 người mua thêm đủ phần còn thiếu`,
        en: `if one in ${one} spends what is missing`,
      }
    : {
        vi: `nếu cứ ${one} người có 1 người mua lại một đơn bằng mức trung bình của họ`,
        en: `if one in ${one} places an order as large as their average`,
      };
}

function ideasOf(
  tenant: Tenant,
  now: Date,
  { rfm, redemption, tiers }: Programme,
  averageOrder: number,
): Idea[] {
  const { dormantDays } = rfm;
  const active: Condition = {
    field: 'customer.lifecycle',
    op: 'in',
    value: ['first', 'building', 'frequent'],
  };
  const month = Number(localDate(now, tenant.timeZone).slice(5, 7));
  const monthName = new Intl.DateTimeFormat('en-US', { month: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2000, month - 1)),
  );
  const average = 'customer.average_order' as const;
  const ideas: Idea[] = [
    {
      key: 'about_to_sleep',
      condition: {
        field: 'customer.days_since_order',
        op: 'between',
        value: [Math.max(0, dormantDays - NOTICE_DAYS), dormantDays - 1],
      },
      sumOf: average,
      share: 0.1,
      title: (n) => ({
        vi: `${n.vi} khách sắp ngủ đông: gửi lời nhắn?`,
        en: `${n.en} customers are about to fall asleep: send a word?`,
      }),
    },
    {
      key: 'dormant',
      condition: { field: 'customer.lifecycle', op: 'eq', value: 'dormant' },
      sumOf: average,
      share: 0.05,
      title: (n) => ({
        vi: `${n.vi} khách đang ngủ đông: mời quay lại?`,
        en: `${n.en} customers are dormant: invite them back?`,
      }),
      journey: winBack.journey.key,
    },
    {
      key: 'second_order',
      condition: {
        all: [
          { field: 'customer.orders', op: 'eq', value: 1 },
          {
            field: 'customer.days_since_order',
            op: 'between',
            value: [
              Math.min(SETTLING_DAYS, dormantDays - 1),
              Math.max(SETTLING_DAYS, dormantDays - NOTICE_DAYS - 1),
            ],
          },
        ],
      },
      sumOf: average,
      share: 0.1,
      title: (n) => ({
        vi: `${n.vi} khách mới mua một lần: rủ lần thứ hai?`,
        en: `${n.en} customers have ordered once: invite a second visit?`,
      }),
    },
    {
      key: 'cannot_lose',
      condition: { field: 'customer.rfm_group', op: 'eq', value: 'cant_lose' },
      sumOf: average,
      share: 0.1,
      title: (n) => ({
        vi: `${n.vi} khách từng mua đều nhất đang vắng: gọi hỏi thăm?`,
        en: `${n.en} of your most regular customers stay away: call them?`,
      }),
    },
    {
      key: 'birthday',
      condition: { all: [{ field: 'customer.birth_month', op: 'eq', value: month }, active] },
      sumOf: average,
      share: 0.1,
      title: (n) => ({
        vi: `${n.vi} khách có sinh nhật trong tháng ${month}: gửi lời chúc?`,
        en: `${n.en} customers have their birthday in ${monthName}: send a wish?`,
      }),
    },
    {
      key: 'points_expiring',
      condition: {
        field: 'customer.points_expiring_30d',
        op: 'gte',
        value: redemption?.minimum ?? 1,
      },
      sumOf: average,
      share: 0.1,
      title: (n) => ({
        vi: `${n.vi} khách có điểm đủ dùng sắp hết hạn trong 30 ngày: nhắc họ?`,
        en: `${n.en} customers have spendable points expiring within 30 days: remind them?`,
      }),
    },
  ];
  const reach = niceAmount(averageOrder);
  if (tiers.length === 0 || reach === 0) return ideas;
  const money = (locale: 'vi' | 'en') => formatMoney(reach, tenant.currency, locale);
  ideas.push({
    key: 'near_next_tier',
    condition: {
      all: [{ field: 'customer.to_next_tier', op: 'between', value: [1, reach] }, active],
    },
    sumOf: 'customer.to_next_tier',
    share: 0.25,
    title: (n) => ({
      vi: `${n.vi} khách còn thiếu không quá ${money('vi')} là lên hạng: báo cho họ?`,
      en: `${n.en} customers need no more than ${money('en')} for the next tier: tell them?`,
    }),
  });
  return ideas;
}

/** The amount to two digits, as one would say it. */
function niceAmount(amount: number): number {
  if (amount < 1) return 0;
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(amount)) - 1);
  return Math.round(amount / unit) * unit;
}
