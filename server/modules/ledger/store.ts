import { sql, type Tx } from '../../platform/db.ts';
import { invariant } from '../../platform/errors.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { type Standing, writeStandings } from '../orders/index.ts';
import type { Lot, LotUse } from './domain/lots.ts';
import type { Why } from './domain/why.ts';

export type LedgerAccount =
  | 'customer'
  | 'issued'
  | 'redeemed'
  | 'expired'
  | 'adjusted'
  | 'clearing';
export type TransferKind = 'earn' | 'spend' | 'expire' | 'take_back' | 'give_back' | 'adjust';

/** A movement to be written. Amounts are positive integers in the wallet's unit. */
export interface NewTransfer {
  id: string;
  customerId: string;
  wallet: string;
  kind: TransferKind;
  debit: LedgerAccount;
  credit: LedgerAccount;
  amount: number;
  at: Date;
  causeKind: string;
  causeId: string | null;
  programmeVersion: number | null;
  why: Why;
  recordedBy: string;
  /** Where it brings a lot in: from when what it moves can be used, and until when. */
  lot?: { usableAt: Date; expiresAt: Date | null };
}

export interface CustomerLot extends Lot {
  customerId: string;
}

/** What is to be written in one go: any number of customers. */
export interface LedgerEntries {
  transfers: NewTransfer[];
  /** Taken from lots (positive) or put back into them (negative), with the transfer that did it. */
  uses: (LotUse & { customerId: string; transferId: string })[];
}

/**
 * Lots that still hold something, of customers whose standings the caller has locked. Sorted so
 * that rows are always locked in the same order.
 */
export async function lotsForUpdate(
  tx: Tx,
  customerIds: readonly string[],
): Promise<CustomerLot[]> {
  const rows = await tx.rows<{
    id: string;
    customerId: string;
    wallet: string;
    amount: number;
    remaining: number;
    usableAt: Date;
    expiresAt: Date | null;
  }>(sql`
    select id, customer_id as "customerId", wallet, amount, remaining,
           usable_at as "usableAt", expires_at as "expiresAt"
    from lots
    where tenant_id = ${tx.tenant.id} and customer_id = any(${customerIds}::uuid[]) and remaining > 0
    order by customer_id, id
    for update`);
  return rows.map((r) => ({
    ...r,
    usableAt: r.usableAt.getTime(),
    expiresAt: r.expiresAt?.getTime() ?? null,
  }));
}

/** The lots a transfer drew on. */
export async function usesOf(tx: Tx, customerId: string, transferId: string): Promise<LotUse[]> {
  return tx.rows(sql`
    select lot_id as "lotId", amount from lot_uses
    where tenant_id = ${tx.tenant.id} and customer_id = ${customerId} and transfer_id = ${transferId}
    order by lot_id`);
}

/**
 * Books movements: moves the balances in `standings`, which the caller has locked, and writes them with
 * the movements.
 */
export async function bookEntries(
  tx: Tx,
  standings: Map<string, Standing>,
  entries: LedgerEntries,
): Promise<void> {
  moveBalances(standings, entries.transfers);
  await Promise.all([writeEntries(tx, entries), writeStandings(tx, standings.values())]);
}

/** Moves the balances of locked standings on by what transfers bring and take. */
export function moveBalances(
  standings: Map<string, Standing>,
  transfers: readonly NewTransfer[],
): void {
  for (const { customerId, wallet, credit, amount } of transfers) {
    const standing = standings.get(customerId);
    invariant(standing, 'points move under the lock of their customer');
    const before = standing.balances[wallet] ?? 0;
    const balance = credit === 'customer' ? before + amount : before - amount;
    invariant(balance >= 0, 'nobody holds less than nothing');
    standing.balances[wallet] = balance;
    standing.changed = true;
  }
}

/**
 * Writes movements: transfers with the lots they bring, and what they draw. The caller holds the
 * customers' standings and writes their balances (moveBalances).
 */
export async function writeEntries(tx: Tx, entries: LedgerEntries): Promise<void> {
  await Promise.all([
    ...(entries.transfers.length > 0 ? [writeTransfers(tx, entries)] : []),
    ...(entries.uses.length > 0 ? [writeUses(tx, entries)] : []),
  ]);
}

async function writeTransfers(tx: Tx, { transfers, uses }: LedgerEntries): Promise<void> {
  // A lot that is drawn on as it is brought in comes in already lowered.
  const drawn = new Map<string, number>();
  for (const use of uses) drawn.set(use.lotId, (drawn.get(use.lotId) ?? 0) + use.amount);
  await tx.run(sql`
    insert into transfers (tenant_id, customer_id, id, wallet, debit, credit, amount, at, kind,
                           cause_kind, cause_id, programme_version, why, recorded_at, recorded_by,
                           remaining, usable_at, expires_at)
    select ${tx.tenant.id}, unnest(${transfers.map((t) => t.customerId)}::uuid[]),
           unnest(${transfers.map((t) => t.id)}::uuid[]),
           unnest(${transfers.map((t) => t.wallet)}::text[]),
           unnest(${transfers.map((t) => t.debit)}::ledger_account[]),
           unnest(${transfers.map((t) => t.credit)}::ledger_account[]),
           unnest(${transfers.map((t) => t.amount)}::bigint[]),
           unnest(${transfers.map((t) => t.at)}::timestamptz[]),
           unnest(${transfers.map((t) => t.kind)}::transfer_kind[]),
           unnest(${transfers.map((t) => t.causeKind)}::text[]),
           unnest(${transfers.map((t) => t.causeId)}::uuid[]),
           unnest(${transfers.map((t) => t.programmeVersion)}::int[]),
           unnest(${transfers.map((t) => JSON.stringify(t.why))}::jsonb[]), ${tx.now},
           unnest(${transfers.map((t) => t.recordedBy)}::text[]),
           unnest(${transfers.map((t) => (t.lot ? t.amount - (drawn.get(t.id) ?? 0) : null))}::bigint[]),
           unnest(${transfers.map((t) => t.lot?.usableAt)}::timestamptz[]),
           unnest(${transfers.map((t) => t.lot?.expiresAt)}::timestamptz[])`);
}

/** What is drawn from lots that were there before, and the record of all draws. */
async function writeUses(tx: Tx, { transfers, uses }: LedgerEntries): Promise<void> {
  const brought = new Set(transfers.map((t) => t.id));
  const drawn = uses.filter((u) => !brought.has(u.lotId));
  const noted = uses.filter((u) => u.amount > 0);
  await tx.run(sql`
    with drawn as (
      update lots set remaining = lots.remaining - d.amount
      from (
        select customer_id, lot_id, sum(amount)::bigint as amount
        from (select unnest(${drawn.map((u) => u.customerId)}::uuid[]) as customer_id,
                     unnest(${drawn.map((u) => u.lotId)}::uuid[]) as lot_id,
                     unnest(${drawn.map((u) => u.amount)}::bigint[]) as amount) u
        group by 1, 2) d
      where lots.tenant_id = ${tx.tenant.id} and lots.customer_id = d.customer_id and lots.id = d.lot_id
    )
    insert into lot_uses (tenant_id, customer_id, transfer_id, lot_id, amount)
    select ${tx.tenant.id}, unnest(${noted.map((u) => u.customerId)}::uuid[]),
           unnest(${noted.map((u) => u.transferId)}::uuid[]),
           unnest(${noted.map((u) => u.lotId)}::uuid[]),
           unnest(${noted.map((u) => u.amount)}::bigint[])`);
}

/** A movement out of a customer's account with the lots it draws on. */
export function outgoing(
  fields: Omit<NewTransfer, 'id' | 'debit' | 'amount' | 'lot'>,
  uses: readonly LotUse[],
): LedgerEntries {
  const id = uuidv7(fields.at);
  const amount = uses.reduce((sum, use) => sum + use.amount, 0);
  if (amount === 0) return { transfers: [], uses: [] };
  return {
    transfers: [{ ...fields, id, debit: 'customer', amount }],
    uses: uses.map((use) => ({ ...use, customerId: fields.customerId, transferId: id })),
  };
}
