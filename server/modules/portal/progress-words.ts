import type { TierLevel } from '@quen/contracts/programme.ts';
import type { LocalText } from '@quen/contracts/text.ts';
import { formatMoney } from '../../platform/money.ts';
import { formatDate } from '../../platform/time.ts';

/** When and in which money it is said. */
interface Setting {
  now: Date;
  tenant: { currency: string; timeZone: string };
}

/** "Còn 420.000 ₫ nữa trước 31/12 để lên hạng Vàng". */
export function nextSentence(
  { now, tenant }: Setting,
  tier: TierLevel,
  next: { missing: number; by: number | null },
): LocalText {
  if (next.missing === 0) {
    return {
      vi: `Hóa đơn tới đưa bạn lên hạng ${tier.name.vi}`,
      en: `Your next purchase brings you to ${tier.name.en}`,
    };
  }
  const money = moneyIn(tenant.currency, next.missing);
  const date = next.by === null ? null : shortDate(new Date(next.by), now, tenant.timeZone);
  return {
    vi: `Còn ${money.vi} nữa${date ? ` trước ${date}` : ''} để lên hạng ${tier.name.vi}`,
    en: `${money.en} more${date ? ` before ${date}` : ''} to reach ${tier.name.en}`,
  };
}

/** What the tier asks for at its review, or that it is safe already. */
export function keepSentence(
  { now, tenant }: Setting,
  tier: TierLevel,
  keep: { by: number; missing: number },
): LocalText {
  const date = shortDate(new Date(keep.by), now, tenant.timeZone);
  if (keep.missing === 0) {
    return {
      vi: `Bạn đã mua đủ để giữ hạng ${tier.name.vi} ở kỳ xét ${date}.`,
      en: `You have spent enough to keep ${tier.name.en} at its review on ${date}.`,
    };
  }
  const money = moneyIn(tenant.currency, keep.missing);
  return {
    vi: `Để giữ hạng ${tier.name.vi}, mua thêm ${money.vi} trước kỳ xét ${date}.`,
    en: `To keep ${tier.name.en}, spend ${money.en} more before its review on ${date}.`,
  };
}

const moneyIn = (currency: string, amount: number): LocalText => ({
  vi: formatMoney(amount, currency, 'vi'),
  en: formatMoney(amount, currency, 'en'),
});

/** Day and month, and the year where it is not this one: "31/12", "05/02/2027". */
function shortDate(at: Date, now: Date, zone: string): string {
  const date = formatDate(at, zone);
  return date.slice(6) === formatDate(now, zone).slice(6) ? date.slice(0, 5) : date;
}
