import { type LifecycleStage, lifecycleTexts } from '@quen/contracts/audience.ts';
import type { Condition } from '@quen/contracts/conditions.ts';
import type { LocalText } from '@quen/contracts/text.ts';
import type { Tx } from '../../platform/db.ts';
import { currentProgramme } from '../programme/index.ts';
import { asOf } from './as-of.ts';
import { countStages } from './store/lifecycle.ts';

export interface LifecycleReport {
  /** YYYY-MM-DD. */
  asOf: string;
  dormantDays: number;
  lostDays: number;
  customers: number;
  stages: {
    key: LifecycleStage;
    name: LocalText;
    advice: LocalText;
    rule: LocalText;
    customers: number;
    /** Kept orders of all time up to the day, and what was spent on them (minor units). */
    orders: number;
    revenue: number;
    /** Opens the people; null where the report looks at another day than today. */
    condition: Condition | null;
  }[];
}

/** Everyone by lifecycle stage as of a day (default today); the boundaries are the programme's. */
export async function lifecycleReport(
  tx: Tx,
  options: { asOf?: string | undefined } = {},
): Promise<LifecycleReport> {
  const { dormantDays, lostDays } = (await currentProgramme(tx)).document.rfm;
  const day = asOf(tx, options.asOf);
  const today = asOf(tx).date;
  const counts = await countStages(tx, day, { dormantDays, lostDays });
  const stages = (Object.keys(lifecycleTexts) as LifecycleStage[]).map((key) => {
    const found = counts.find((count) => count.stage === key);
    const condition: Condition = { field: 'customer.lifecycle', op: 'eq', value: key };
    return {
      key,
      ...lifecycleTexts[key],
      rule: ruleOf(key, dormantDays, lostDays),
      customers: found?.customers ?? 0,
      orders: found?.orders ?? 0,
      revenue: found?.spent ?? 0,
      condition: day.date === today ? condition : null,
    };
  });
  const customers = stages.reduce((sum, stage) => sum + stage.customers, 0);
  return { asOf: day.date, dormantDays, lostDays, customers, stages };
}

function ruleOf(key: LifecycleStage, dormantDays: number, lostDays: number): LocalText {
  const lately = {
    vi: `lần mua cuối chưa tới ${dormantDays} ngày`,
    en: `last ordered less than ${dormantDays} days ago`,
  };
  switch (key) {
    case 'prospect':
      return { vi: 'chưa có đơn nào', en: 'no order yet' };
    case 'first':
      return { vi: `1 đơn, ${lately.vi}`, en: `1 order, ${lately.en}` };
    case 'building':
      return { vi: `2–3 đơn, ${lately.vi}`, en: `2–3 orders, ${lately.en}` };
    case 'frequent':
      return { vi: `từ 4 đơn, ${lately.vi}`, en: `4 orders or more, ${lately.en}` };
    case 'dormant':
      return {
        vi: `lần mua cuối cách đây ${dormantDays} đến ${lostDays} ngày`,
        en: `last ordered ${dormantDays} to ${lostDays} days ago`,
      };
    case 'lost':
      return {
        vi: `lần mua cuối cách đây hơn ${lostDays} ngày`,
        en: `last ordered more than ${lostDays} days ago`,
      };
  }
}
