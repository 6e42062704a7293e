import type { LocalText } from '@quen/contracts/text.ts';
import { formatMoney } from '../../../platform/money.ts';

/** How the parts of a programme are called where something is wrong with one. */
const sections: Record<string, LocalText> = {
  '': { vi: 'Chương trình', en: 'The programme' },
  name: { vi: 'Tên chương trình', en: 'Name of the programme' },
  startsOn: { vi: 'Ngày bắt đầu tích điểm', en: 'Start of earning' },
  wallets: { vi: 'Ví', en: 'Wallet' },
  earnRules: { vi: 'Quy tắc tích điểm', en: 'Earn rule' },
  tiers: { vi: 'Hạng', en: 'Tier' },
  redemption: { vi: 'Dùng điểm', en: 'Spending points' },
  vouchers: { vi: 'Voucher', en: 'Voucher' },
  templates: { vi: 'Mẫu thư', en: 'Letter' },
  journeys: { vi: 'Kịch bản', en: 'Journey' },
  guard: { vi: 'Giờ & tần suất gửi tin', en: 'Hours & frequency of messages' },
  rfm: { vi: 'Nhóm khách', en: 'Customer groups' },
};

const fields: Record<string, LocalText> = {
  key: { vi: 'khóa', en: 'the key' },
  name: { vi: 'tên', en: 'the name' },
  unit: { vi: 'đơn vị', en: 'the unit' },
  pendingDays: { vi: 'số ngày chờ', en: 'the waiting days' },
  expiry: { vi: 'hạn dùng', en: 'the expiry' },
  months: { vi: 'số tháng', en: 'the number of months' },
  wallet: { vi: 'ví', en: 'the wallet' },
  status: { vi: 'trạng thái', en: 'the status' },
  when: { vi: 'điều kiện', en: 'the condition' },
  per: { vi: 'số tiền “cứ mỗi”', en: 'the amount of “every”' },
  points: { vi: 'số điểm', en: 'the points' },
  rounding: { vi: 'cách làm tròn', en: 'the rounding' },
  threshold: { vi: 'mức lên hạng', en: 'the spend to reach it' },
  keep: { vi: 'mức giữ hạng', en: 'the spend to keep it' },
  benefits: { vi: 'quyền lợi', en: 'benefit' },
  colour: { vi: 'màu thẻ', en: 'the card colour' },
  value: { vi: 'số tiền giảm', en: 'what it takes off' },
  minimum: { vi: 'số điểm ít nhất mỗi lần', en: 'the minimum each time' },
  step: { vi: 'bước', en: 'the step' },
  maxSharePercent: { vi: 'phần hóa đơn tối đa', en: 'the largest part of the bill' },
  discount: { vi: 'mức giảm', en: 'the discount' },
  percent: { vi: 'phần trăm giảm', en: 'the percentage off' },
  amount: { vi: 'số tiền giảm', en: 'the amount off' },
  cap: { vi: 'mức giảm tối đa', en: 'the most it takes off' },
  minBill: { vi: 'hóa đơn tối thiểu', en: 'the minimum bill' },
  validFrom: { vi: 'ngày bắt đầu', en: 'the first day' },
  validUntil: { vi: 'ngày kết thúc', en: 'the last day' },
  validDays: { vi: 'số ngày kể từ lúc phát', en: 'the days from issue' },
  limitTotal: { vi: 'tổng số lượt', en: 'the uses in total' },
  limitPerCustomer: { vi: 'lượt mỗi khách', en: 'the uses per customer' },
  stacking: { vi: 'cách dùng chung', en: 'the combination' },
  channel: { vi: 'kênh', en: 'the channel' },
  purpose: { vi: 'mục đích', en: 'the purpose' },
  subject: { vi: 'tiêu đề', en: 'the subject' },
  body: { vi: 'nội dung', en: 'the text' },
  entry: { vi: 'điều kiện vào', en: 'who enters' },
  holdoutPercent: { vi: 'phần trăm để đối chứng', en: 'the percentage held out' },
  goalDays: { vi: 'số ngày theo dõi', en: 'the days watched' },
  reentryDays: { vi: 'số ngày trước khi vào lại', en: 'the days before re-entry' },
  first: { vi: 'bước đầu', en: 'the first step' },
  steps: { vi: 'các bước', en: 'the steps' },
  template: { vi: 'mẫu thư', en: 'the letter' },
  voucher: { vi: 'voucher', en: 'the voucher' },
  days: { vi: 'số ngày chờ', en: 'the days to wait' },
  hours: { vi: 'số giờ chờ', en: 'the hours to wait' },
  quietFromHour: { vi: 'giờ bắt đầu không nhắn', en: 'the start of the quiet hours' },
  quietToHour: { vi: 'giờ hết không nhắn', en: 'the end of the quiet hours' },
  capMessages: { vi: 'số tin tối đa', en: 'the most messages' },
  capDays: { vi: 'số ngày tính tần suất', en: 'the days of the frequency' },
  windowDays: { vi: 'số ngày xét RFM', en: 'the days RFM looks back' },
  dormantDays: { vi: 'số ngày coi là ngủ đông', en: 'the days until dormant' },
  lostDays: { vi: 'số ngày coi là rời bỏ', en: 'the days until lost' },
};

const amounts = new Set(['per', 'threshold', 'keep', 'value', 'minBill', 'amount', 'cap']);

/** Puts one text together in both languages. */
export const both = (write: (locale: 'vi' | 'en') => string): LocalText => ({
  vi: write('vi'),
  en: write('en'),
});

/** A number as people read it: amounts as money, others grouped. */
export function numberOf(field: string, value: number, currency: string): LocalText {
  return both((locale) =>
    amounts.has(field)
      ? formatMoney(value, currency, locale)
      : new Intl.NumberFormat(locale === 'vi' ? 'vi-VN' : 'en-US').format(value),
  );
}

interface Named {
  name?: { vi?: unknown; en?: unknown };
}

/** “Vàng”, or, as long as it has no name, its place: “thứ 2”. */
function entryOf(entry: Named | undefined, index: string, locale: 'vi' | 'en'): string {
  const names = [entry?.name?.[locale], entry?.name?.vi, entry?.name?.en];
  const name = names.find((one) => typeof one === 'string' && one.trim() !== '');
  const place = Number(index) + 1;
  return name ? `“${name}”` : locale === 'vi' ? `thứ ${place}` : `${place}`;
}

/**
 * The thing and the field a path like /tiers/0/name/vi leads to: "Hạng thứ 1", "tên (VI)". The field
 * is empty where the path leads to a whole section.
 */
export function wordsOf(path: string, raw: unknown): { thing: LocalText; field: LocalText } {
  const [section = '', ...rest] = path.split('/').filter(Boolean);
  const list = (raw as Record<string, unknown> | null)?.[section];
  const index = Array.isArray(list) && /^\d+$/.test(rest[0] ?? '') ? (rest.shift() ?? '') : '';
  const step = rest[0] === 'steps' && rest[1] !== undefined ? Number(rest.splice(0, 2)[1]) : null;
  const known = rest.findLast((part) => part in fields) ?? rest.find((part) => !/^\d+$/.test(part));
  const nth = rest[rest.indexOf(known ?? '') + 1];
  return {
    thing: both((locale) => {
      const name = sections[section]?.[locale] ?? `“${section}”`;
      const entry = index && ` ${entryOf((list as Named[])[Number(index)], index, locale)}`;
      const at = step === null ? '' : `, ${locale === 'vi' ? 'bước' : 'step'} ${step + 1}`;
      return name + entry + at;
    }),
    field: both((locale) => {
      if (known === undefined || (!index && known in sections)) return '';
      const word = known === 'vi' || known === 'en' ? '' : (fields[known]?.[locale] ?? known);
      const place = /^\d+$/.test(nth ?? '') ? ` ${entryOf(undefined, nth ?? '', locale)}` : '';
      const language = rest.at(-1) === 'vi' || rest.at(-1) === 'en' ? rest.at(-1) : undefined;
      return `${word}${place}${language ? ` (${language.toUpperCase()})` : ''}`.trim();
    }),
  };
}
