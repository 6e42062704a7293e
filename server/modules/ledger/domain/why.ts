import type { LocalText } from '@quen/contracts/text.ts';
import { formatMoney } from '../../../platform/money.ts';
import { formatDate } from '../../../platform/time.ts';

/** Why a transfer was made: recorded with it, never recomputed. */
export type Why =
  | {
      kind: 'earn';
      rule: string;
      ruleName: LocalText;
      base: number;
      per: number;
      points: number;
      rounding: string;
      earned: number;
    }
  | { kind: 'spend'; points: number; value: number; reference: string }
  | { kind: 'expire'; lots: number }
  | {
      kind: 'take_back';
      returnId: string;
      /** The transfer that had earned the points. */
      earning: string;
      asked: number;
      earnedBefore: number;
      earnedAfter: number;
    }
  | { kind: 'give_back'; returnId: string }
  | { kind: 'adjust'; reason: string };

export interface Explained {
  kind: string;
  amount: number;
  at: Date;
  why: Why;
}

/** One sentence a cashier can read out and a member understands, in both languages. */
export function explainTransfer(
  transfer: Explained,
  tenant: { currency: string; timeZone: string },
): LocalText {
  const { why, amount } = transfer;
  const n = (value: number, locale: 'vi' | 'en') =>
    new Intl.NumberFormat(locale === 'vi' ? 'vi-VN' : 'en-US').format(value);
  const money = (value: number, locale: 'vi' | 'en') => formatMoney(value, tenant.currency, locale);
  switch (why.kind) {
    case 'earn':
      return {
        vi: `${why.ruleName.vi}: hóa đơn tính điểm ${money(why.base, 'vi')}, cứ ${money(why.per, 'vi')} được ${n(why.points, 'vi')} điểm${rounding(why.rounding, 'vi')}, được ${n(why.earned, 'vi')} điểm.`,
        en: `${why.ruleName.en}: ${money(why.base, 'en')} counted, ${n(why.points, 'en')} point(s) per ${money(why.per, 'en')}${rounding(why.rounding, 'en')}, so ${n(why.earned, 'en')} points.`,
      };
    case 'spend':
      return {
        vi: `Dùng ${n(amount, 'vi')} điểm để giảm ${money(why.value, 'vi')} cho hóa đơn ${why.reference}.`,
        en: `Spent ${n(amount, 'en')} points to take ${money(why.value, 'en')} off receipt ${why.reference}.`,
      };
    case 'expire':
      return {
        vi: `${n(amount, 'vi')} điểm hết hạn ngày ${formatDate(new Date(transfer.at.getTime() - 1), tenant.timeZone)}.`,
        en: `${n(amount, 'en')} points expired at the end of ${formatDate(new Date(transfer.at.getTime() - 1), tenant.timeZone)}.`,
      };
    case 'take_back':
      return {
        vi: `Trả hàng: đơn này lẽ ra được ${n(why.earnedAfter, 'vi')} điểm thay vì ${n(why.earnedBefore, 'vi')}, nên thu lại ${n(amount, 'vi')} điểm${amount < why.asked ? ` (cần thu ${n(why.asked, 'vi')}, phần đã dùng hoặc hết hạn không thu)` : ''}.`,
        en: `Return: the order is worth ${n(why.earnedAfter, 'en')} points instead of ${n(why.earnedBefore, 'en')}, so ${n(amount, 'en')} were taken back${amount < why.asked ? ` (of ${n(why.asked, 'en')}; what was spent or expired is not taken)` : ''}.`,
      };
    case 'give_back':
      return {
        vi: `Trả hàng: hoàn lại ${n(amount, 'vi')} điểm đã dùng, giữ nguyên hạn ban đầu.`,
        en: `Return: ${n(amount, 'en')} spent points came back with their original expiry.`,
      };
    case 'adjust':
      return {
        vi: `Nhân viên điều chỉnh ${n(amount, 'vi')} điểm: ${why.reason}.`,
        en: `Staff adjusted ${n(amount, 'en')} points: ${why.reason}.`,
      };
  }
}

function rounding(rule: string, locale: 'vi' | 'en'): string {
  if (rule === 'half_up') return locale === 'vi' ? ' (làm tròn)' : ' (rounded)';
  if (rule === 'up') return locale === 'vi' ? ' (làm tròn lên)' : ' (rounded up)';
  return '';
}
