import { sql, type Tx } from '../../platform/db.ts';
import { uuidv7 } from '../../platform/ids.ts';
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
}

export interface NewLot {
  /** The id of the transfer that brought it in. */
  id: string;
  customerId: string;
  wallet: string;
  amount: number;
  usableAt: Date;
  expiresAt: Date | null;
}

export interface CustomerLot extends Lot {
  customerId: string;
}

/** What is to be written in one go: any number of customers. */
export interface LedgerEntries {
  transfers: NewTransfer[];
  lots: NewLot[];
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
 * Writes movements: transfers, the lots they bring, what they draw, and the running balances. The
 * caller holds the customers' standings. One statement where points only come in, two where some go.
 */
export async function writeEntries(tx: Tx, entries: LedgerEntries): Promise<void> {
  if (entries.transfers.length === 0) return;
  const deltas = balanceDeltas(entries.transfers);
  const lowered = deltas.filter((d) => d.delta < 0);
  await Promise.all([
    writeMoves(
      tx,
      entries,
      deltas.filter((d) => d.delta >= 0),
    ),
    ...(entries.uses.length > 0 || lowered.length > 0 ? [writeUses(tx, entries, lowered)] : []),
  ]);
}

async function writeMoves(
  tx: Tx,
  { transfers, lots, uses }: LedgerEntries,
  raised: readonly Delta[],
): Promise<void> {
  // A lot that is drawn on as it is brought in comes in already lowered.
  const used = Map.groupBy(uses, (u) => u.lotId);
  const left = lots.map((l) =>
    (used.get(l.id) ?? []).reduce((remaining, use) => remaining - use.amount, l.amount),
  );
  await tx.run(sql`
    with moved as (
      insert into transfers (tenant_id, customer_id, id, wallet, debit, credit, amount, at, kind,
                             cause_kind, cause_id, programme_version, why, recorded_at, recorded_by)
      select ${tx.tenant.id}, t.customer_id, t.id, t.wallet, t.debit, t.credit, t.amount, t.at, t.kind,
             t.cause_kind, t.cause_id, t.version, t.why, ${tx.now}, t.by
      from unnest(
        ${transfers.map((t) => t.customerId)}::uuid[], ${transfers.map((t) => t.id)}::uuid[],
        ${transfers.map((t) => t.wallet)}::text[], ${transfers.map((t) => t.debit)}::ledger_account[],
        ${transfers.map((t) => t.credit)}::ledger_account[], ${transfers.map((t) => t.amount)}::bigint[],
        ${transfers.map((t) => t.at)}::timestamptz[], ${transfers.map((t) => t.kind)}::text[],
        ${transfers.map((t) => t.causeKind)}::text[], ${transfers.map((t) => t.causeId)}::uuid[],
        ${transfers.map((t) => t.programmeVersion)}::int[],
        ${transfers.map((t) => JSON.stringify(t.why))}::jsonb[], ${transfers.map((t) => t.recordedBy)}::text[]
      ) as t(customer_id, id, wallet, debit, credit, amount, at, kind, cause_kind, cause_id, version, why, by)
    ), brought as (
      insert into lots (tenant_id, customer_id, id, wallet, amount, remaining, usable_at, expires_at)
      select ${tx.tenant.id}, l.customer_id, l.id, l.wallet, l.amount, l.remaining, l.usable_at, l.expires_at
      from unnest(
        ${lots.map((l) => l.customerId)}::uuid[], ${lots.map((l) => l.id)}::uuid[],
        ${lots.map((l) => l.wallet)}::text[], ${lots.map((l) => l.amount)}::bigint[], ${left}::bigint[],
        ${lots.map((l) => l.usableAt)}::timestamptz[], ${lots.map((l) => l.expiresAt)}::timestamptz[]
      ) as l(customer_id, id, wallet, amount, remaining, usable_at, expires_at)
    )
    insert into accounts (tenant_id, customer_id, wallet, balance)
    select ${tx.tenant.id}, d.customer_id, d.wallet, d.delta
    from unnest(
      ${raised.map((d) => d.customerId)}::uuid[], ${raised.map((d) => d.wallet)}::text[],
      ${raised.map((d) => d.delta)}::bigint[]
    ) as d(customer_id, wallet, delta)
    on conflict (tenant_id, customer_id, wallet)
    do update set balance = accounts.balance + excluded.balance`);
}

/**
 * What is drawn from lots that were there before, the record of all draws, and the balances that go
 * down: those are updated, not upserted, since a row proposed for insertion must satisfy the check
 * by itself. The account is there, or nothing could be taken from it.
 */
async function writeUses(
  tx: Tx,
  { lots, uses }: LedgerEntries,
  lowered: readonly Delta[],
): Promise<void> {
  const brought = new Set(lots.map((l) => l.id));
  const drawn = uses.filter((u) => !brought.has(u.lotId));
  const noted = uses.filter((u) => u.amount > 0);
  await tx.run(sql`
    with drawn as (
      update lots set remaining = lots.remaining - d.amount
      from (
        select customer_id, lot_id, sum(amount)::bigint as amount
        from unnest(
          ${drawn.map((u) => u.customerId)}::uuid[], ${drawn.map((u) => u.lotId)}::uuid[],
          ${drawn.map((u) => u.amount)}::bigint[]
        ) as u(customer_id, lot_id, amount)
        group by 1, 2) d
      where lots.tenant_id = ${tx.tenant.id} and lots.customer_id = d.customer_id and lots.id = d.lot_id
    ), noted as (
      insert into lot_uses (tenant_id, customer_id, transfer_id, lot_id, amount)
      select ${tx.tenant.id}, u.customer_id, u.transfer_id, u.lot_id, u.amount
      from unnest(
        ${noted.map((u) => u.customerId)}::uuid[], ${noted.map((u) => u.transferId)}::uuid[],
        ${noted.map((u) => u.lotId)}::uuid[], ${noted.map((u) => u.amount)}::bigint[]
      ) as u(customer_id, transfer_id, lot_id, amount)
    )
    update accounts set balance = accounts.balance + d.delta
    from unnest(
      ${lowered.map((d) => d.customerId)}::uuid[], ${lowered.map((d) => d.wallet)}::text[],
      ${lowered.map((d) => d.delta)}::bigint[]
    ) as d(customer_id, wallet, delta)
    where accounts.tenant_id = ${tx.tenant.id} and accounts.customer_id = d.customer_id
      and accounts.wallet = d.wallet`);
}

interface Delta {
  customerId: string;
  wallet: string;
  delta: number;
}

/** Net change a customer and wallet, in one global order. */
function balanceDeltas(transfers: readonly NewTransfer[]): Delta[] {
  const deltas = new Map<string, Delta>();
  for (const t of transfers) {
    const key = `${t.customerId} ${t.wallet}`;
    const entry = deltas.get(key) ?? { customerId: t.customerId, wallet: t.wallet, delta: 0 };
    entry.delta += t.credit === 'customer' ? t.amount : -t.amount;
    deltas.set(key, entry);
  }
  return [...deltas].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

/** A movement out of a customer's account with the lots it draws on. */
export function outgoing(
  fields: Omit<NewTransfer, 'id' | 'debit' | 'amount'>,
  uses: readonly LotUse[],
): LedgerEntries {
  const id = uuidv7(fields.at);
  const amount = uses.reduce((sum, use) => sum + use.amount, 0);
  if (amount === 0) return { transfers: [], lots: [], uses: [] };
  return {
    transfers: [{ ...fields, id, debit: 'customer', amount }],
    lots: [],
    uses: uses.map((use) => ({ ...use, customerId: fields.customerId, transferId: id })),
  };
}
