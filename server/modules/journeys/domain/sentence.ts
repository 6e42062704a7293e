import { formatMoney } from '../../../platform/money.ts';
import { formatDate } from '../../../platform/time.ts';
import { type Arm, type Lift, SUSPICIOUS_P } from './lift.ts';

/** What the sentence of a report is made of. */
export interface Finding {
  treated: Arm;
  holdout: Arm;
  lift: Lift | null;
  sampleRatio: { p: number } | null;
  /** People still within their goal window, both arms. */
  watched: number;
  /** End of the first goal window; null where nobody entered. */
  firstResultAt: Date | null;
  now: Date;
  currency: string;
  timeZone: string;
}

interface Words {
  vi: string;
  en: string;
}

/** Fewer than this many conversions, both arms together, say nothing yet. */
const FEW = 10;

/** What the figures show, in one plain sentence or two, without promising more than they hold. */
export function sentenceOf(finding: Finding): Words {
  const { treated, holdout, lift, sampleRatio, firstResultAt, now } = finding;
  if (treated.people + holdout.people === 0 || firstResultAt === null)
    return {
      vi: 'Chưa có khách nào vào kịch bản này.',
      en: 'Nobody has entered this journey yet.',
    };
  if (lift === null) return withoutComparison(finding);
  if (sampleRatio && sampleRatio.p < SUSPICIOUS_P)
    return {
      vi: 'Hai nhóm có số người lệch nhau bất thường so với tỷ lệ đã chia, nên chưa thể tin kết quả so sánh.',
      en: 'The sizes of the two groups do not fit the share they were drawn with, so the comparison cannot be trusted.',
    };
  if (firstResultAt > now || treated.converted + holdout.converted < FEW) return tooEarly(finding);
  return compared(finding, lift);
}

function withoutComparison({ treated, holdout }: Finding): Words {
  if (treated.people === 0)
    return {
      vi: `Mới chỉ có nhóm đối chứng (${holdout.people} khách), chưa so sánh được.`,
      en: `Only the hold-out has people so far (${holdout.people}); there is nothing to compare.`,
    };
  return {
    vi: `${count(treated.converted, 'vi')} trong ${count(treated.people, 'vi')} khách đã mua lại. Không có nhóm đối chứng nên không biết bao nhiêu người quay lại là nhờ kịch bản.`,
    en: `${count(treated.converted, 'en')} of ${count(treated.people, 'en')} customers came back. Without a hold-out nobody can say how many came because of the journey.`,
  };
}

function tooEarly({ treated, holdout, firstResultAt, now, timeZone }: Finding): Words {
  const came = treated.converted + holdout.converted;
  if (firstResultAt && firstResultAt > now) {
    const day = formatDate(firstResultAt, timeZone);
    return {
      vi: `Còn sớm để kết luận: đã có ${count(came, 'vi')} khách mua lại, nhưng đến ${day} những khách đầu tiên mới hết thời gian theo dõi.`,
      en: `Too early to tell: ${count(came, 'en')} came back so far, and the first customers are watched until ${day}.`,
    };
  }
  return {
    vi: `Còn quá ít người mua lại (${count(came, 'vi')}) để biết có phải nhờ kịch bản hay không.`,
    en: `Too few came back (${count(came, 'en')}) to tell whether the journey made the difference.`,
  };
}

function compared(finding: Finding, lift: Lift): Words {
  const { low, high } = lift.absolute;
  const clear = low > 0 || high < 0;
  const one = (locale: 'vi' | 'en') => {
    const rates = [finding.treated, finding.holdout].map((arm) =>
      percent(arm.converted / arm.people, locale),
    );
    const interval = `${points(low, locale)} … ${points(high, locale)}`;
    return { rates, interval, diff: points(lift.absolute.estimate, locale) };
  };
  const vi = one('vi');
  const en = one('en');
  const still = stillWatched(finding.watched);
  if (!clear)
    return {
      vi: `Chưa thấy khác biệt rõ: ${vi.rates[0]} khách được chăm sóc mua lại, nhóm để yên là ${vi.rates[1]}; chênh lệch ${vi.diff} điểm phần trăm (khoảng tin cậy 95%: ${vi.interval}) có thể chỉ là ngẫu nhiên.${still.vi}`,
      en: `No clear difference: ${en.rates[0]} of those cared for came back and ${en.rates[1]} of those left alone; ${en.diff} percentage points (95% interval ${en.interval}) may be chance.${still.en}`,
    };
  const extra = Math.abs(Math.round(lift.customers.estimate));
  const money = (locale: 'vi' | 'en') =>
    formatMoney(Math.round(Math.abs(lift.revenue.estimate)), finding.currency, locale);
  // Customers may be clear while money is not: then money is left out of the sentence.
  const worth = lift.revenue.low > 0 || lift.revenue.high < 0;
  if (low > 0)
    return {
      vi: `Kịch bản có tác dụng: ${vi.rates[0]} khách được chăm sóc mua lại, nhóm để yên chỉ ${vi.rates[1]} (${vi.diff} điểm phần trăm, khoảng tin cậy 95%: ${vi.interval}). Tức là thêm khoảng ${count(extra, 'vi')} khách${worth ? ` và ${money('vi')} doanh thu` : ''}.${still.vi}`,
      en: `The journey works: ${en.rates[0]} of those cared for came back against ${en.rates[1]} of those left alone (${en.diff} percentage points, 95% interval ${en.interval}). That is about ${count(extra, 'en')} more customers${worth ? ` and ${money('en')} of revenue` : ''}.${still.en}`,
    };
  return {
    vi: `Kịch bản đang phản tác dụng: ${vi.rates[0]} khách được chăm sóc mua lại, trong khi nhóm để yên là ${vi.rates[1]} (${vi.diff} điểm phần trăm, khoảng tin cậy 95%: ${vi.interval}). Nên xem lại nội dung hoặc tạm dừng.${still.vi}`,
    en: `The journey does harm: ${en.rates[0]} of those cared for came back against ${en.rates[1]} of those left alone (${en.diff} percentage points, 95% interval ${en.interval}). Look at its content again, or pause it.${still.en}`,
  };
}

function stillWatched(watched: number): Words {
  if (watched === 0) return { vi: '', en: '' };
  return {
    vi: ` Còn ${count(watched, 'vi')} khách đang trong thời gian theo dõi.`,
    en: ` ${count(watched, 'en')} customers are still being watched.`,
  };
}

const tag = (locale: 'vi' | 'en') => (locale === 'vi' ? 'vi-VN' : 'en-US');
const count = (n: number, locale: 'vi' | 'en') => n.toLocaleString(tag(locale));
const percent = (rate: number, locale: 'vi' | 'en') =>
  `${(rate * 100).toLocaleString(tag(locale), { maximumFractionDigits: 1 })}%`;
const points = (rate: number, locale: 'vi' | 'en') =>
  (rate * 100).toLocaleString(tag(locale), {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  });
