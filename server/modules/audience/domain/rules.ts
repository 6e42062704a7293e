import type { LocalText } from '@quen/contracts/text.ts';
import type { Area, Score, Thresholds } from './rfm.ts';

/**
 * The rules behind scores in words a shopkeeper would use. An interval (after, upTo] of whole
 * numbers; null is open.
 */
interface Interval {
  after: number | null;
  upTo: number | null;
}

type Numbers = (value: number) => LocalText;
const plainNumbers: Numbers = (value) => ({
  vi: value.toLocaleString('vi-VN'),
  en: value.toLocaleString('en-US'),
});

/** Days since the last order that score from `low` to `high`. */
const recencyInterval = (limits: readonly number[], low: Score, high: Score): Interval => ({
  after: high === 5 ? null : (limits[4 - high] as number),
  upTo: low === 1 ? null : (limits[5 - low] as number),
});
/** Orders or spend that score from `low` to `high`. */
const countInterval = (limits: readonly number[], low: Score, high: Score): Interval => ({
  after: low === 1 ? null : (limits[low - 2] as number),
  upTo: high === 5 ? null : (limits[high - 1] as number),
});

const empty = ({ after, upTo }: Interval) => after !== null && upTo !== null && after >= upTo;

const nobody: LocalText = {
  vi: 'không có ai: nhiều khách bằng điểm nhau ở ngưỡng này',
  en: 'nobody: too many customers are level at this threshold',
};

/** "mua trong 12 ngày gần đây": today counts as the first day. */
export function recencyRule(thresholds: Thresholds, low: Score, high: Score): LocalText {
  const interval = recencyInterval(thresholds.recencyDays, low, high);
  const { after, upTo } = interval;
  if (empty(interval)) return nobody;
  if (after === null && upTo === null) {
    return { vi: 'mua lúc nào cũng được', en: 'ordered at any time' };
  }
  if (after === null) {
    return upTo === 0
      ? { vi: 'mua trong hôm nay', en: 'ordered today' }
      : {
          vi: `mua trong ${Number(upTo) + 1} ngày gần đây`,
          en: `ordered within the last ${Number(upTo) + 1} days`,
        };
  }
  if (upTo === null) {
    return {
      vi: `lần mua cuối cách đây từ ${after + 1} ngày trở lên`,
      en: `last ordered ${after + 1} days ago or earlier`,
    };
  }
  if (after + 1 === upTo) {
    return { vi: `lần mua cuối cách đây ${upTo} ngày`, en: `last ordered ${upTo} days ago` };
  }
  return {
    vi: `lần mua cuối cách đây ${after + 1} đến ${upTo} ngày`,
    en: `last ordered ${after + 1} to ${upTo} days ago`,
  };
}

/** "từ 3 đến 4 đơn". */
export function frequencyRule(thresholds: Thresholds, low: Score, high: Score): LocalText {
  return countRule(countInterval(thresholds.orders, low, high), plainNumbers, 1, {
    vi: ' đơn',
    en: ' orders',
  });
}

/** Both in one: "mua trong 12 ngày gần đây, từ 4 đơn trở lên". */
export function areaRule({ recency, frequency }: Area, thresholds: Thresholds): LocalText {
  const when = recencyRule(thresholds, ...recency);
  if (isWhole(frequency)) return when;
  const often = frequencyRule(thresholds, ...frequency);
  if (when === nobody || often === nobody) return nobody;
  return { vi: `${when.vi}, ${often.vi}`, en: `${when.en}, ${often.en}` };
}
const isWhole = ([low, high]: Area['recency']) => low === 1 && high === 5;

/** "chi từ 1.200.000 ₫ trở lên"; `money` writes an amount of minor units. */
export function monetaryRule(thresholds: Thresholds, score: Score, money: Numbers): LocalText {
  const words = countRule(countInterval(thresholds.spent, score, score), money, 0, {
    vi: '',
    en: '',
  });
  return words === nobody ? words : { vi: `chi ${words.vi}`, en: `spent ${words.en}` };
}

function countRule(interval: Interval, write: Numbers, least: number, unit: LocalText): LocalText {
  if (empty(interval)) return nobody;
  const low = interval.after === null ? null : write(interval.after + 1);
  const high = interval.upTo === null ? null : write(interval.upTo);
  if (!low && !high) return { vi: `bao nhiêu cũng được`, en: 'any amount' };
  if (low && !high) {
    return { vi: `từ ${low.vi}${unit.vi} trở lên`, en: `${low.en}${unit.en} or more` };
  }
  const single =
    high && (interval.upTo === least || (low && interval.after === Number(interval.upTo) - 1));
  if (single) {
    const one = interval.upTo === 1 && unit.en === ' orders' ? ' order' : unit.en;
    return { vi: `${high.vi}${unit.vi}`, en: `${high.en}${one}` };
  }
  if (!low && high) {
    return { vi: `không quá ${high.vi}${unit.vi}`, en: `at most ${high.en}${unit.en}` };
  }
  return {
    vi: `từ ${low?.vi} đến ${high?.vi}${unit.vi}`,
    en: `${low?.en} to ${high?.en}${unit.en}`,
  };
}
