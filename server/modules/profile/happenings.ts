import type { LocalText } from '@quen/contracts/text.ts';
import type { Tx } from '../../platform/db.ts';
import { formatMoney } from '../../platform/money.ts';
import {
  explainTransfer,
  type Transfer,
  transfersByIds,
  transfersOfCauses,
} from '../ledger/index.ts';
import { currentProgramme } from '../programme/index.ts';
import { timelineOf } from '../timeline/index.ts';

type Row = Awaited<ReturnType<typeof timelineOf>>[number];

export interface ExplainedRow extends Row {
  /** Why it happened, as a sentence, where there is a reason to tell. */
  why: LocalText | null;
}

/** A page of a customer's timeline, newest first, with the reason beside each row that has one. */
export async function explainedTimeline(
  tx: Tx,
  customerId: string,
  page: { cursor?: string | undefined; limit: number },
): Promise<ExplainedRow[]> {
  const rows = await timelineOf(tx, customerId, page);
  const moves = await movementsOf(tx, customerId, rows);
  const names = rows.some((row) => row.kind === 'tier.changed') ? await tierNames(tx) : new Map();
  return rows.map((row) => {
    const moved = moves.get(row.id) ?? [];
    return {
      ...row,
      data: row.kind === 'order.placed' ? { ...row.data, earned: moved.map(amountOf) } : row.data,
      why:
        row.kind === 'tier.changed'
          ? explainTier(row.data, names, tx.tenant.currency)
          : together(moved.map((move) => explainTransfer(move, tx.tenant))),
    };
  });
}

const amountOf = ({ wallet, amount }: Transfer) => ({ wallet, amount });

/** The movements of points each row tells of: its own, or those an order brought in. */
async function movementsOf(
  tx: Tx,
  customerId: string,
  rows: readonly Row[],
): Promise<Map<string, Transfer[]>> {
  const subjects = (of: (kind: string) => boolean) =>
    rows.flatMap(({ kind, subject }) => (of(kind) && subject !== null ? [subject] : []));
  const alone = subjects((kind) => kind.startsWith('points.'));
  const orders = subjects((kind) => kind === 'order.placed');
  const moves = Map.groupBy(await transfersByIds(tx, customerId, alone), ({ id }) => id);
  for (const move of await transfersOfCauses(tx, [customerId], orders)) {
    if (move.kind !== 'earn' || move.causeId === null) continue;
    moves.set(move.causeId, [...(moves.get(move.causeId) ?? []), move]);
  }
  return new Map(
    rows.map(({ id, subject }) => [id, subject === null ? [] : (moves.get(subject) ?? [])]),
  );
}

function together(texts: readonly LocalText[]): LocalText | null {
  if (texts.length === 0) return null;
  return { vi: texts.map((t) => t.vi).join(' '), en: texts.map((t) => t.en).join(' ') };
}

async function tierNames(tx: Tx): Promise<Map<string, LocalText>> {
  const { document } = await currentProgramme(tx);
  return new Map(document.tiers.map((tier) => [tier.key, tier.name]));
}

/** Why a tier changed: what was spent in twelve months against what the level asks for. */
function explainTier(
  data: Record<string, unknown>,
  names: Map<string, LocalText>,
  currency: string,
): LocalText | null {
  const { to, spent, threshold } = data;
  if (typeof spent !== 'number' || typeof threshold !== 'number') return null;
  const name = names.get(String(to));
  const money = (amount: number, locale: 'vi' | 'en') => formatMoney(amount, currency, locale);
  if (to === null || !name) {
    return {
      vi: `Chi tiêu 12 tháng là ${money(spent, 'vi')}, chưa đủ ${money(threshold, 'vi')} để giữ hạng.`,
      en: `${money(spent, 'en')} spent in 12 months, less than the ${money(threshold, 'en')} that keeps the tier.`,
    };
  }
  return spent >= threshold
    ? {
        vi: `Chi tiêu 12 tháng đạt ${money(spent, 'vi')}, đủ mức ${money(threshold, 'vi')} của hạng ${name.vi}.`,
        en: `${money(spent, 'en')} spent in 12 months reaches the ${money(threshold, 'en')} of ${name.en}.`,
      }
    : {
        vi: `Chi tiêu 12 tháng là ${money(spent, 'vi')}, nên về hạng ${name.vi}.`,
        en: `${money(spent, 'en')} spent in 12 months, which is ${name.en}.`,
      };
}
