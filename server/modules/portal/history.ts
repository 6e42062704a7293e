import type { Programme } from '@quen/contracts/programme.ts';
import type { Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import {
  explainTransfer,
  type Transfer,
  transfersByIds,
  transfersOfCauses,
} from '../ledger/index.ts';
import { currentProgramme, programmeVersions } from '../programme/index.ts';
import { type HistoryRow, historyPage } from './store.ts';
import type { History, HistoryEntry } from './wire.ts';

/**
 * What happened to a member, newest first: purchases with the points they brought or used, points
 * that moved for another reason, tiers reached. Every movement says why.
 */
export async function memberHistory(
  tx: Tx,
  customerId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<History> {
  const rows = await historyPage(tx, customerId, {
    before: cursor === undefined ? undefined : parseCursor(cursor),
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const orders = page.filter((row) => row.kind === 'order').map((row) => row.id);
  const alone = page.filter((row) => row.kind === 'points').map((row) => row.id);
  const moves = [
    ...(await transfersOfCauses(tx, [customerId], orders)),
    ...(await transfersByIds(tx, customerId, alone)),
  ];
  const { document } = await currentProgramme(tx);
  const names = await tierNames(tx);
  const last = page.at(-1);
  return {
    items: page.map((row) => entryOf(row, movesOf(row, moves), { tx, document, names })),
    next: rows.length > limit && last ? `${last.at.getTime()}_${last.id}` : null,
  };
}

function movesOf(row: HistoryRow, moves: readonly Transfer[]): Transfer[] {
  if (row.kind === 'order') return moves.filter((move) => move.causeId === row.id);
  return moves.filter((move) => move.id === row.id);
}

interface Known {
  tx: Tx;
  document: Programme;
  names: ReadonlyMap<string, HistoryEntry['tier']>;
}

function entryOf(row: HistoryRow, moves: readonly Transfer[], known: Known): HistoryEntry {
  return {
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    order: row.order,
    tier: row.tier === null ? null : (known.names.get(row.tier) ?? { vi: row.tier, en: row.tier }),
    moves: moves.map((move) => ({
      id: move.id,
      kind: move.kind as HistoryEntry['moves'][number]['kind'],
      points: move.credit === 'customer' ? move.amount : -move.amount,
      unit: known.document.wallets.find((w) => w.key === move.wallet)?.unit ?? {
        vi: 'điểm',
        en: 'points',
      },
      why: explainTransfer(move, known.tx.tenant),
    })),
  };
}

/** Names of every tier there ever was, as called last: members remember tiers that are gone. */
async function tierNames(tx: Tx): Promise<Map<string, HistoryEntry['tier']>> {
  const versions = await programmeVersions(tx);
  return new Map(versions.flatMap(({ document }) => document.tiers.map((t) => [t.key, t.name])));
}

function parseCursor(cursor: string): { at: Date; id: string } {
  const [, ms, id] = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(cursor) ?? [];
  if (!ms || !id) throw new DomainError('invalid_input', { problem: 'cursor is not one of ours' });
  return { at: new Date(Number(ms)), id };
}
