import {
  type RfmGroup,
  rfmGroupTexts,
  type ValueGroup,
  valueGroupTexts,
} from '@quen/contracts/audience.ts';
import type { Condition } from '@quen/contracts/conditions.ts';
import type { LocalText } from '@quen/contracts/text.ts';
import type { Tx } from '../../platform/db.ts';
import { formatMoney } from '../../platform/money.ts';
import { localDate, startOfDayPlus } from '../../platform/time.ts';
import { currentProgramme } from '../programme/index.ts';
import { asOf } from './as-of.ts';
import { grid, rfmAreas, type Score, scores, type Thresholds, valueAreas } from './domain/rfm.ts';
import { areaRule, frequencyRule, monetaryRule, recencyRule } from './domain/rules.ts';
import {
  type CellCount,
  clearScores,
  countCells,
  lastRun,
  lockScores,
  storedCells,
  writeScores,
  writeScoresOf,
} from './store/rfm.ts';

interface Counts {
  customers: number;
  orders: number;
  /** Spent in the window net of returns, minor units. */
  revenue: number;
}

export interface RfmGroupCount<K extends string = RfmGroup> extends Counts {
  key: K;
  name: LocalText;
  advice: LocalText;
  /** Who belongs here, in words; null while nobody is scored. */
  rule: LocalText | null;
  /** Opens the people; null where the report was worked out for itself. */
  condition: Condition | null;
}

export interface RfmReport extends Counts {
  /** YYYY-MM-DD. */
  asOf: string;
  windowDays: number;
  /** When the kept scores were worked out; null where they were worked out for this report. */
  computedAt: Date | null;
  thresholds: Thresholds | null;
  /** What each score means, in words. */
  rules: Record<'recency' | 'frequency' | 'monetary', { score: Score; text: LocalText }[]>;
  /** The ten, best first. */
  groups: (RfmGroupCount & { value: ValueGroup })[];
  /** HUB's three. */
  values: RfmGroupCount<ValueGroup>[];
  /** All 25 cells of the grid. */
  cells: (Counts & { recency: Score; frequency: Score; group: RfmGroup; value: ValueGroup })[];
}

/**
 * RFM of everyone with a kept order in the programme's window, as of a day (default today), scored
 * for this report. With `stored` it shows the scores that are kept instead, with the day they hold
 * for, and conditions that open the people of each group; it falls back to scoring where the last
 * run is older than yesterday.
 */
export async function rfmReport(
  tx: Tx,
  options: { asOf?: string | undefined; stored?: boolean } = {},
): Promise<RfmReport> {
  const { windowDays } = (await currentProgramme(tx)).document.rfm;
  const today = asOf(tx);
  if (options.stored) {
    const yesterday = localDate(
      startOfDayPlus(today.start, -1, tx.tenant.timeZone),
      tx.tenant.timeZone,
    );
    const run = await lastRun(tx);
    if (run && run.asOf >= yesterday && run.windowDays === windowDays) {
      return report(tx, { ...run, cells: await storedCells(tx) });
    }
  }
  const day = asOf(tx, options.asOf);
  const counted = await countCells(tx, day, windowDays);
  return report(tx, { ...counted, asOf: day.date, windowDays, computedAt: null });
}

interface Scored {
  asOf: string;
  windowDays: number;
  computedAt: Date | null;
  thresholds: Thresholds | null;
  cells: CellCount[];
}

function report(tx: Tx, scored: Scored): RfmReport {
  const { thresholds } = scored;
  const cells = grid.map((cell) => {
    const found = scored.cells.find(
      (c) => c.recency === cell.recency && c.frequency === cell.frequency,
    );
    return {
      ...cell,
      customers: found?.customers ?? 0,
      orders: found?.orders ?? 0,
      revenue: found?.spent ?? 0,
    };
  });
  const opening = (field: string, value: string): Condition | null =>
    scored.computedAt ? { field, op: 'eq', value } : null;
  return {
    asOf: scored.asOf,
    windowDays: scored.windowDays,
    computedAt: scored.computedAt,
    thresholds,
    ...total(cells),
    rules: rulesOf(tx, thresholds),
    groups: (Object.keys(rfmGroupTexts) as RfmGroup[]).map((key) => {
      const own = cells.filter((cell) => cell.group === key);
      return {
        key,
        value: (own[0] as (typeof own)[number]).value,
        ...rfmGroupTexts[key],
        rule: thresholds && groupRule(key, thresholds),
        ...total(own),
        condition: opening('customer.rfm_group', key),
      };
    }),
    values: (Object.keys(valueGroupTexts) as ValueGroup[]).map((key) => ({
      key,
      ...valueGroupTexts[key],
      rule: thresholds && valueRule(key, thresholds),
      ...total(cells.filter((cell) => cell.value === key)),
      condition: opening('customer.value_group', key),
    })),
    cells,
  };
}

const total = (cells: readonly Counts[]): Counts => ({
  customers: cells.reduce((sum, cell) => sum + cell.customers, 0),
  orders: cells.reduce((sum, cell) => sum + cell.orders, 0),
  revenue: cells.reduce((sum, cell) => sum + cell.revenue, 0),
});

function rulesOf(tx: Tx, thresholds: Thresholds | null): RfmReport['rules'] {
  if (!thresholds) return { recency: [], frequency: [], monetary: [] };
  const { currency } = tx.tenant;
  const money = (amount: number): LocalText => ({
    vi: formatMoney(amount, currency, 'vi'),
    en: formatMoney(amount, currency, 'en'),
  });
  const each = (write: (score: Score) => LocalText) =>
    scores.toReversed().map((score) => ({ score, text: write(score) }));
  return {
    recency: each((score) => recencyRule(thresholds, score, score)),
    frequency: each((score) => frequencyRule(thresholds, score, score)),
    monetary: each((score) => monetaryRule(thresholds, score, money)),
  };
}

function groupRule(key: RfmGroup, thresholds: Thresholds): LocalText {
  const [area] = rfmAreas[key];
  if (!area) throw new Error(`Invariant broken: ${key} has no area`);
  return areaRule(area, thresholds);
}

/** The areas of Attention are two, so its rule names both. */
function valueRule(key: ValueGroup, thresholds: Thresholds): LocalText {
  return valueAreas[key]
    .map((area) => areaRule(area, thresholds))
    .reduce((a, b) => ({ vi: `${a.vi}; hoặc ${b.vi}`, en: `${a.en}; or ${b.en}` }));
}

/** Scores everyone as of today and keeps the scores, for the field customer.rfm_group and lists. */
export async function refreshScores(tx: Tx): Promise<void> {
  await lockScores(tx);
  const { rfm } = (await currentProgramme(tx)).document;
  await writeScores(tx, asOf(tx), rfm.windowDays);
  const after = await lastRun(tx);
  // Nobody to score leaves no thresholds, and then nothing may be left of an earlier run either.
  if (after && after.customers === 0) await clearScores(tx);
}

/** Scores these customers anew by the thresholds of the last run; nothing where there was none. */
export async function rescore(tx: Tx, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return;
  await lockScores(tx);
  const run = await lastRun(tx);
  if (run) await writeScoresOf(tx, asOf(tx), run, customerIds);
}

/** Whether today's scores have been worked out yet. */
export async function scoresAreDue(tx: Tx): Promise<boolean> {
  const run = await lastRun(tx);
  return run === undefined || run.asOf < asOf(tx).date;
}
