import type { Programme } from '@quen/contracts/programme.ts';
import type { LocalText } from '@quen/contracts/text.ts';
import type { Tx } from '../../platform/db.ts';
import { mulDiv } from '../../platform/money.ts';
import { asOf } from '../audience/index.ts';
import { currentProgramme } from '../programme/index.ts';
import { definitions } from './definitions.ts';
import { type HeldRow, heldByExpiry, movedUntil } from './store/liability.ts';

export interface WalletLiability {
  wallet: string;
  name: LocalText;
  unit: LocalText;
  /** What customers hold, in the wallet's unit; pending and overdue are parts of it. */
  outstanding: number;
  /** In money at the present redemption rate, minor units; null where it cannot be spent. */
  value: number | null;
  pending: number | null;
  /** Past its expiry, not swept by the hourly job yet. */
  overdue: number | null;
  /** Of all time up to the day. */
  issued: number;
  spent: number;
  expired: number;
  takenBack: number;
  /**
   * By the month it expires in (null: never), soonest first; null for a day that is past: which
   * lots were left then is not kept, what they summed up to is.
   */
  byExpiry:
    | { month: string | null; amount: number; value: number | null; customers: number }[]
    | null;
}

export interface LiabilityReport {
  /** YYYY-MM-DD. */
  asOf: string;
  wallets: WalletLiability[];
  definitions: { liability: LocalText };
}

/** What the business owes its customers in points, wallet by wallet, as of a day (default today). */
export async function liabilityReport(
  tx: Tx,
  options: { asOf?: string | undefined } = {},
): Promise<LiabilityReport> {
  const day = asOf(tx, options.asOf);
  const { document } = await currentProgramme(tx);
  const held = day.date === asOf(tx).date ? await heldByExpiry(tx) : null;
  const moved = await movedUntil(tx, day);
  const wallets = moved.map(({ outstanding, ...movements }) => {
    const { wallet } = movements;
    const own = held?.filter((row) => row.wallet === wallet) ?? null;
    const worth = (points: number) => worthOf(document, wallet, points);
    const sum = (of: (row: HeldRow) => number) =>
      own === null ? null : own.reduce((all, row) => all + of(row), 0);
    const left = sum((row) => row.amount) ?? outstanding;
    return {
      ...movements,
      ...namesOf(document, wallet),
      outstanding: left,
      value: worth(left),
      pending: sum((row) => row.pending),
      overdue: sum((row) => row.overdue),
      byExpiry:
        own?.map(({ month, amount, customers }) => ({
          month,
          amount,
          value: worth(amount),
          customers,
        })) ?? null,
    };
  });
  return { asOf: day.date, wallets, definitions: { liability: definitions.liability } };
}

function worthOf({ redemption }: Programme, wallet: string, points: number): number | null {
  if (redemption?.wallet !== wallet) return null;
  return mulDiv(Math.max(0, points), redemption.value, redemption.points);
}

/** A wallet that is no longer in the programme still has its history, and goes by its key. */
function namesOf({ wallets }: Programme, key: string): { name: LocalText; unit: LocalText } {
  const found = wallets.find((wallet) => wallet.key === key);
  return found
    ? { name: found.name, unit: found.unit }
    : { name: { vi: key, en: key }, unit: { vi: 'điểm', en: 'points' } };
}
