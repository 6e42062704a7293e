import type { LocalText } from '@quen/contracts/text.ts';
import type { Tx } from '../../platform/db.ts';
import { formatMoney } from '../../platform/money.ts';
import { explainTransfer } from '../ledger/index.ts';
import { currentProgramme } from '../programme/index.ts';
import { timelineOf } from '../timeline/index.ts';
import { transfersByIds } from './store.ts';

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
  const ids = rows.flatMap(movementsOf);
  const transfers = new Map<string, LocalText>();
  if (ids.length > 0) {
    for (const transfer of await transfersByIds(tx, customerId, ids)) {
      transfers.set(transfer.id, explainTransfer(transfer, tx.tenant));
    }
  }
  const names = rows.some((row) => row.kind === 'tier.changed') ? await tierNames(tx) : new Map();
  return rows.map((row) => ({
    ...row,
    why:
      row.kind === 'tier.changed'
        ? explainTier(row.data, names, tx.tenant.currency)
        : together(movementsOf(row).flatMap((id) => transfers.get(id) ?? [])),
  }));
}

/** The movements of points a row tells of: its own, or those an order brought. */
function movementsOf({ kind, subject, data }: Row): string[] {
  if (kind.startsWith('points.')) return subject ? [subject] : [];
  const earned = kind === 'order.placed' ? (data.earned as { transfer: string }[] | undefined) : [];
  return (earned ?? []).map(({ transfer }) => transfer);
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
