import type { Condition } from '@quen/contracts/conditions.ts';
import type { EarnRule, Programme, TierLevel, VoucherCampaign } from '@quen/contracts/programme.ts';
import type { Locale, LocalText } from '@quen/contracts/text.ts';
import { formatMoney } from '../../platform/money.ts';

/** How a condition reads, as a sentence without its full stop: "Khi đơn từ 100.000 ₫". */
type Describe = (condition: Condition, locale: Locale) => string;

/** What sentences about a programme need to know besides the programme. */
export interface Voice {
  currency: string;
  describe: Describe;
}

/** The rules of a programme as a member would tell a friend, a sentence each. */
export function programmeInWords(document: Programme, voice: Voice) {
  const live = document.earnRules.filter((rule) => rule.status === 'live');
  const spent = document.redemption;
  const wallet = document.wallets.find((w) => w.key === spent?.wallet) ?? document.wallets[0];
  return {
    earning: live.map((rule) => earning(rule, document, voice)),
    spending:
      spent && wallet ? both((l) => spending(spent, wallet.unit[l], voice.currency, l)) : null,
    lasting: wallet ? both((l) => lasting(wallet, l)) : null,
  };
}

/** What it takes to enter a tier. */
export function tierEntry(tier: TierLevel, currency: string): LocalText {
  if (tier.threshold === 0) return { vi: 'Ngay khi tham gia', en: 'As soon as you join' };
  return {
    vi: `Chi tiêu từ ${formatMoney(tier.threshold, currency, 'vi')} trong 12 tháng`,
    en: `Spend ${formatMoney(tier.threshold, currency, 'en')} within 12 months`,
  };
}

/** What a voucher takes off a bill. */
export function voucherWorth(campaign: VoucherCampaign, currency: string): LocalText {
  const { discount } = campaign;
  if (discount.kind === 'amount') {
    return {
      vi: `Giảm ${formatMoney(discount.amount, currency, 'vi')}`,
      en: `${formatMoney(discount.amount, currency, 'en')} off`,
    };
  }
  const { percent, cap } = discount;
  if (cap === null) return { vi: `Giảm ${percent}%`, en: `${percent}% off` };
  return {
    vi: `Giảm ${percent}%, tối đa ${formatMoney(cap, currency, 'vi')}`,
    en: `${percent}% off, up to ${formatMoney(cap, currency, 'en')}`,
  };
}

/** What a bill must be like for the voucher, a sentence a condition. */
export function voucherConditions(campaign: VoucherCampaign, voice: Voice): LocalText[] {
  const { minBill, when, stacking } = campaign;
  const conditions: LocalText[] = [];
  if (minBill > 0) {
    conditions.push({
      vi: `Hóa đơn từ ${formatMoney(minBill, voice.currency, 'vi')}`,
      en: `Bills of ${formatMoney(minBill, voice.currency, 'en')} or more`,
    });
  }
  if (when) {
    conditions.push({
      vi: voice.describe(when, 'vi'),
      en: voice.describe(when, 'en'),
    });
  }
  if (stacking === 'alone') {
    conditions.push({
      vi: 'Không dùng chung với voucher khác',
      en: 'Cannot be combined with another voucher',
    });
  }
  return conditions;
}

function earning(rule: EarnRule, document: Programme, voice: Voice): LocalText {
  const unit = document.wallets.find((w) => w.key === rule.wallet)?.unit;
  const per = (locale: Locale) => formatMoney(rule.per, voice.currency, locale);
  const count = (locale: Locale) => counted(rule.points, unit?.[locale] ?? '', locale);
  const only = (locale: Locale) => {
    const text = rule.when ? voice.describe(rule.when, locale) : '';
    return text && ` (${text.charAt(0).toLocaleLowerCase(locale)}${text.slice(1)})`;
  };
  return {
    vi: `Mỗi ${per('vi')} chi tiêu được ${count('vi')}${only('vi')}`,
    en: `Every ${per('en')} spent earns ${count('en')}${only('en')}`,
  };
}

function spending(
  rule: NonNullable<Programme['redemption']>,
  unit: string,
  currency: string,
  locale: Locale,
): string {
  const points = counted(rule.points, unit, locale);
  const least = counted(rule.minimum, unit, locale);
  const value = formatMoney(rule.value, currency, locale);
  const share = rule.maxSharePercent;
  if (locale === 'vi') {
    const most = share < 100 ? `, nhiều nhất ${share}% hóa đơn` : '';
    return `${points} giảm ${value}; mỗi lần dùng từ ${least}${most}`;
  }
  const most = share < 100 ? `, up to ${share}% of the bill` : '';
  return `${points} ${rule.points === 1 ? 'takes' : 'take'} ${value} off; from ${least} at a time${most}`;
}

function lasting(wallet: Programme['wallets'][number], locale: Locale): string {
  const { pendingDays, expiry } = wallet;
  const unit = wallet.unit[locale];
  const Unit = unit.charAt(0).toLocaleUpperCase(locale) + unit.slice(1);
  if (locale === 'vi') {
    const usable = pendingDays > 0 ? `dùng được sau ${pendingDays} ngày, ` : '';
    const ends =
      expiry.kind === 'never'
        ? 'không hết hạn'
        : `hết hạn vào cuối tháng thứ ${expiry.months} sau khi tích`;
    return `${Unit} ${usable}${ends}`;
  }
  const days = pendingDays === 1 ? '1 day' : `${pendingDays} days`;
  const usable = pendingDays > 0 ? `can be spent after ${days} and ` : '';
  const months = expiry.kind === 'months' && expiry.months === 1 ? '1 month' : '';
  const ends =
    expiry.kind === 'never'
      ? 'never expire'
      : `expire at the end of the month, ${months || `${expiry.months} months`} after they are earned`;
  return `${Unit} ${usable}${ends}`;
}

function both(say: (locale: Locale) => string): LocalText {
  return { vi: say('vi'), en: say('en') };
}

/** "1.250 điểm", "1 point": units are kept in the plural, Vietnamese has none. */
function counted(value: number, unit: string, locale: Locale): string {
  const number = new Intl.NumberFormat(locale === 'vi' ? 'vi-VN' : 'en-US').format(value);
  return `${number} ${locale === 'en' && value === 1 ? unit.replace(/s$/, '') : unit}`.trim();
}
