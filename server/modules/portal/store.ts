import { sql, type Tx } from '../../platform/db.ts';
import type { Voucher } from '../rewards/index.ts';
import type { HistoryEntry } from './wire.ts';

/** Read models of the portal: they look across modules and write nothing. */

export interface HistoryRow {
  id: string;
  at: Date;
  kind: 'order' | 'points' | 'tier';
  order: HistoryEntry['order'];
  /** Key of the tier reached; null for the other kinds and for falling out of every tier. */
  tier: string | null;
}

/**
 * A page of what happened, newest first, before the place `before` names. Each branch reads at most
 * a page from its own index; movements of points that belong to an order come with the order.
 */
export async function historyPage(
  tx: Tx,
  customerId: string,
  { before, limit }: { before: { at: Date; id: string } | undefined; limit: number },
): Promise<HistoryRow[]> {
  const at = before?.at ?? new Date(8.64e15 / 1000);
  const id = before?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  return tx.rows<HistoryRow>(sql`
    select h.id, h.at, h.kind, h."order", h.tier
    from (
      (select o.id, o.placed_at as at, 'order' as kind, null as tier,
              jsonb_build_object('receipt', o.external_id, 'store', s.name, 'channel', o.channel,
                'total', o.total, 'returned', o.returned, 'items', o.items) as "order"
       from orders o
       left join stores s on s.tenant_id = o.tenant_id and s.id = o.store_id
       where o.tenant_id = ${tx.tenant.id} and o.customer_id = ${customerId}
         and o.placed_at <= ${at} and (o.placed_at, o.id) < (${at}, ${id}::uuid)
       order by o.placed_at desc, o.id desc
       limit ${limit})
      union all
      (select t.id, t.at, 'points', null, null
       from transfers t
       where t.tenant_id = ${tx.tenant.id} and t.customer_id = ${customerId}
         and t.cause_kind <> 'order' and (t.at, t.id) < (${at}, ${id}::uuid)
       order by t.at desc, t.id desc
       limit ${limit})
      union all
      (select l.id, l.at, 'tier', l.data ->> 'to', null
       from timeline l
       where l.tenant_id = ${tx.tenant.id} and l.customer_id = ${customerId}
         and l.kind = 'tier.changed' and (l.at, l.id) < (${at}, ${id}::uuid)
       order by l.at desc, l.id desc
       limit ${limit})
    ) h
    order by h.at desc, h.id desc
    limit ${limit}`);
}

/** Since when the customer holds their tier; null where they hold none. */
export async function tierSince(tx: Tx, customerId: string): Promise<Date | null> {
  const row = await tx.one<{ since: Date | null }>(sql`
    select tier_since as since from standings
    where tenant_id = ${tx.tenant.id} and customer_id = ${customerId}`);
  return row?.since ?? null;
}

/** When the first of the points that wait can be used. */
export async function pendingUntil(
  tx: Tx,
  customerId: string,
  wallet: string,
): Promise<Date | null> {
  const row = await tx.one<{ at: Date | null }>(sql`
    select min(usable_at) as at from lots
    where tenant_id = ${tx.tenant.id} and customer_id = ${customerId} and wallet = ${wallet}
      and remaining > 0 and usable_at > ${tx.now}`);
  return row?.at ?? null;
}

/** How many vouchers could be used now, and the one of them that ends first. */
export async function usableVouchers(
  tx: Tx,
  customerId: string,
): Promise<{ count: number; first: Voucher | undefined }> {
  const row = await tx.one<Voucher & { count: number }>(sql`
    select id, code, campaign, programme_version as "programmeVersion", customer_id as "customerId",
           state, valid_from as "validFrom", valid_until as "validUntil", issued_at as "issuedAt",
           issued_by as "issuedBy", cause_id as "causeId", count(*) over () as count
    from vouchers
    where tenant_id = ${tx.tenant.id} and customer_id = ${customerId} and state = 'active'
      and valid_from <= ${tx.now} and (valid_until is null or valid_until > ${tx.now})
    order by valid_until nulls last, id
    limit 1`);
  return { count: row?.count ?? 0, first: row };
}

export interface VoucherUse {
  at: Date;
  discount: number;
}

/** When each voucher was used and what it saved; those not in use are missing. */
export async function usesOfVouchers(
  tx: Tx,
  voucherIds: readonly string[],
): Promise<Map<string, VoucherUse>> {
  if (voucherIds.length === 0) return new Map();
  const rows = await tx.rows<VoucherUse & { voucherId: string }>(sql`
    select voucher_id as "voucherId", at, discount from voucher_redemptions
    where tenant_id = ${tx.tenant.id} and voucher_id = any(${voucherIds}::uuid[])
      and cancelled_at is null`);
  return new Map(rows.map((row) => [row.voucherId, row]));
}
