import { sql, type Tx } from '../../platform/db.ts';
import type { Why } from './domain/why.ts';

export interface WalletState {
  wallet: string;
  balance: number;
  usable: number;
  pending: number;
  nextExpiry: { at: Date; amount: number } | null;
}

/** What a customer holds at tx.now, a row for each wallet that was ever used. */
export async function walletsOf(tx: Tx, customerId: string): Promise<WalletState[]> {
  const rows = await tx.rows<{
    wallet: string;
    balance: number;
    usable: number;
    pending: number;
    at: Date | null;
    amount: number | null;
  }>(sql`
    select a.wallet, a.balance::bigint as balance, coalesce(l.usable, 0)::bigint as usable,
           coalesce(l.pending, 0)::bigint as pending, l.at, e.amount
    from standings s
    cross join jsonb_each_text(s.balances) as a (wallet, balance)
    left join lateral (
      select sum(remaining) filter (where usable_at <= ${tx.now}) as usable,
             sum(remaining) filter (where usable_at > ${tx.now}) as pending,
             min(expires_at) filter (where expires_at > ${tx.now}) as at
      from lots
      where tenant_id = s.tenant_id and customer_id = s.customer_id and wallet = a.wallet
        and remaining > 0 and (expires_at is null or expires_at > ${tx.now})
    ) l on true
    left join lateral (
      select sum(remaining)::bigint as amount from lots
      where tenant_id = s.tenant_id and customer_id = s.customer_id and wallet = a.wallet
        and remaining > 0 and expires_at = l.at
    ) e on true
    where s.tenant_id = ${tx.tenant.id} and s.customer_id = ${customerId}
    order by a.wallet`);
  return rows.map((r) => ({
    wallet: r.wallet,
    balance: r.balance,
    usable: r.usable,
    pending: r.pending,
    nextExpiry: r.at ? { at: r.at, amount: r.amount ?? 0 } : null,
  }));
}

export interface Transfer extends Record<string, unknown> {
  id: string;
  wallet: string;
  kind: string;
  debit: string;
  credit: string;
  amount: number;
  at: Date;
  causeKind: string;
  causeId: string | null;
  programmeVersion: number | null;
  why: Why;
  recordedBy: string;
}

/** A customer's movements, newest first. */
export async function transfersOf(
  tx: Tx,
  customerId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Transfer[]> {
  return tx.rows<Transfer>(sql`
    select id, wallet, kind, debit, credit, amount, at, cause_kind as "causeKind", cause_id as "causeId",
           programme_version as "programmeVersion", why, recorded_by as "recordedBy"
    from transfers
    where tenant_id = ${tx.tenant.id} and customer_id = ${customerId}
      and (${cursor ?? null}::uuid is null or id < ${cursor ?? null}::uuid)
    order by id desc
    limit ${limit}`);
}

/** Movements of one customer by id. */
export async function transfersByIds(
  tx: Tx,
  customerId: string,
  ids: readonly string[],
): Promise<Transfer[]> {
  if (ids.length === 0) return [];
  return tx.rows<Transfer>(sql`
    select id, wallet, kind, debit, credit, amount, at, cause_kind as "causeKind",
           cause_id as "causeId", programme_version as "programmeVersion", why,
           recorded_by as "recordedBy"
    from transfers
    where tenant_id = ${tx.tenant.id} and customer_id = ${customerId} and id = any(${ids}::uuid[])`);
}

/** The movements that orders and returns of these customers caused (earned, spent, taken and given back). */
export async function transfersOfCauses(
  tx: Tx,
  customerIds: readonly string[],
  causeIds: readonly string[],
): Promise<(Transfer & { customerId: string })[]> {
  if (customerIds.length === 0 || causeIds.length === 0) return [];
  return tx.rows(sql`
    select customer_id as "customerId", id, wallet, kind, debit, credit, amount, at,
           cause_kind as "causeKind", cause_id as "causeId", programme_version as "programmeVersion",
           why, recorded_by as "recordedBy"
    from transfers
    where tenant_id = ${tx.tenant.id} and customer_id = any(${[...new Set(customerIds)]}::uuid[])
      and cause_id = any(${causeIds}::uuid[])
    order by id`);
}
