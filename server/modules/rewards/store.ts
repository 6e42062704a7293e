import { sql, type Tx } from '../../platform/db.ts';

export interface Voucher extends Record<string, unknown> {
  id: string;
  code: string;
  campaign: string;
  programmeVersion: number;
  customerId: string | null;
  state: 'active' | 'redeemed' | 'cancelled';
  validFrom: Date;
  validUntil: Date | null;
  issuedAt: Date;
  issuedBy: string;
  causeId: string | null;
}

export const voucherColumns = sql`
  id, code, campaign, programme_version as "programmeVersion", customer_id as "customerId", state,
  valid_from as "validFrom", valid_until as "validUntil", issued_at as "issuedAt",
  issued_by as "issuedBy", cause_id as "causeId"`;

/** A code as people type it (spaces, dashes, lower case) in the form it is stored in. */
export const tidyCode = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '');

/** Vouchers by code, locked in the one global order (by id). */
export async function lockVouchers(
  tx: Tx,
  codes: readonly string[],
): Promise<Map<string, Voucher>> {
  if (codes.length === 0) return new Map();
  const rows = await tx.rows<Voucher>(sql`
    select ${voucherColumns} from vouchers
    where tenant_id = ${tx.tenant.id} and code = any(${codes.map(tidyCode)}::text[])
    order by id
    for no key update`);
  return new Map(rows.map((v) => [v.code, v]));
}

export async function vouchersByCode(
  tx: Tx,
  codes: readonly string[],
): Promise<Map<string, Voucher>> {
  if (codes.length === 0) return new Map();
  const rows = await tx.rows<Voucher>(sql`
    select ${voucherColumns} from vouchers
    where tenant_id = ${tx.tenant.id} and code = any(${codes.map(tidyCode)}::text[])`);
  return new Map(rows.map((v) => [v.code, v]));
}

export async function vouchersById(tx: Tx, ids: readonly string[]): Promise<Map<string, Voucher>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.rows<Voucher>(sql`
    select ${voucherColumns} from vouchers
    where tenant_id = ${tx.tenant.id} and id = any(${ids}::uuid[])`);
  return new Map(rows.map((v) => [v.id, v]));
}

export async function vouchersOf(tx: Tx, customerId: string, limit = 100): Promise<Voucher[]> {
  return tx.rows<Voucher>(sql`
    select ${voucherColumns} from vouchers
    where tenant_id = ${tx.tenant.id} and customer_id = ${customerId}
    order by (state = 'active') desc, valid_until nulls last, issued_at desc
    limit ${limit}`);
}

export async function listVouchers(
  tx: Tx,
  {
    campaign,
    cursor,
    limit,
  }: { campaign?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<Voucher[]> {
  return tx.rows<Voucher>(sql`
    select ${voucherColumns} from vouchers
    where tenant_id = ${tx.tenant.id}
      and (${campaign ?? null}::text is null or campaign = ${campaign ?? null})
      and (${cursor ?? null}::uuid is null or id < ${cursor ?? null}::uuid)
    order by id desc
    limit ${limit}`);
}

export interface CampaignCounters extends Record<string, unknown> {
  campaign: string;
  issued: number;
  redeemed: number;
}

export async function campaignCounters(tx: Tx): Promise<Map<string, CampaignCounters>> {
  const rows = await tx.rows<CampaignCounters>(sql`
    select campaign, issued, redeemed from voucher_campaigns where tenant_id = ${tx.tenant.id}`);
  return new Map(rows.map((r) => [r.campaign, r]));
}

export async function usageOf(tx: Tx, customerId: string): Promise<Map<string, number>> {
  const rows = await tx.rows<{ campaign: string; redeemed: number }>(sql`
    select campaign, redeemed from voucher_usage
    where tenant_id = ${tx.tenant.id} and customer_id = ${customerId}`);
  return new Map(rows.map((r) => [r.campaign, r.redeemed]));
}

/** One more use of a campaign, if its limit allows: a conditional update, so exact in any race. */
export async function takeCampaignUse(
  tx: Tx,
  campaign: string,
  limit: number | null,
): Promise<boolean> {
  await tx.run(sql`
    insert into voucher_campaigns (tenant_id, campaign) values (${tx.tenant.id}, ${campaign})
    on conflict do nothing`);
  const touched = await tx.run(sql`
    update voucher_campaigns set redeemed = redeemed + 1
    where tenant_id = ${tx.tenant.id} and campaign = ${campaign}
      and (${limit}::bigint is null or redeemed < ${limit}::bigint)`);
  return touched === 1;
}

/** One more use of a campaign by a customer, if their limit allows. */
export async function takeCustomerUse(
  tx: Tx,
  campaign: string,
  customerId: string,
  limit: number | null,
): Promise<boolean> {
  const touched = await tx.run(sql`
    insert into voucher_usage as u (tenant_id, campaign, customer_id, redeemed)
    values (${tx.tenant.id}, ${campaign}, ${customerId}, 1)
    on conflict (tenant_id, campaign, customer_id) do update set redeemed = u.redeemed + 1
    where ${limit}::int is null or u.redeemed < ${limit}::int`);
  return touched === 1;
}

export async function releaseUse(
  tx: Tx,
  campaign: string,
  customerId: string | null,
): Promise<void> {
  await tx.run(sql`
    update voucher_campaigns set redeemed = redeemed - 1
    where tenant_id = ${tx.tenant.id} and campaign = ${campaign}`);
  if (customerId === null) return;
  await tx.run(sql`
    update voucher_usage set redeemed = redeemed - 1
    where tenant_id = ${tx.tenant.id} and campaign = ${campaign} and customer_id = ${customerId}`);
}

export interface Redemption extends Record<string, unknown> {
  id: string;
  voucherId: string;
  campaign: string;
  customerId: string | null;
  orderId: string | null;
  reference: string;
  discount: number;
  at: Date;
}

const redemptionColumns = sql`
  id, voucher_id as "voucherId", campaign, customer_id as "customerId", order_id as "orderId",
  reference, discount, at`;

export async function insertRedemption(tx: Tx, r: Redemption, recordedBy: string): Promise<void> {
  await tx.run(sql`
    insert into voucher_redemptions
      (tenant_id, id, voucher_id, campaign, customer_id, order_id, reference, discount, at, recorded_by)
    values (${tx.tenant.id}, ${r.id}, ${r.voucherId}, ${r.campaign}, ${r.customerId}, ${r.orderId},
            ${r.reference}, ${r.discount}, ${r.at}, ${recordedBy})`);
  await setVoucherState(tx, r.voucherId, 'redeemed');
}

export async function setVoucherState(tx: Tx, id: string, state: Voucher['state']): Promise<void> {
  await tx.run(sql`
    update vouchers set state = ${state} where tenant_id = ${tx.tenant.id} and id = ${id}`);
}

/** The redemption of a voucher that stands (was not undone). */
export async function standingRedemption(
  tx: Tx,
  voucherId: string,
): Promise<Redemption | undefined> {
  return tx.one(sql`
    select ${redemptionColumns} from voucher_redemptions
    where tenant_id = ${tx.tenant.id} and voucher_id = ${voucherId} and cancelled_at is null`);
}

/** What vouchers took off orders, also those that came back with them. */
export async function redemptionsOfOrders(
  tx: Tx,
  orderIds: readonly string[],
): Promise<Redemption[]> {
  return tx.rows(sql`
    select ${redemptionColumns} from voucher_redemptions
    where tenant_id = ${tx.tenant.id} and order_id = any(${orderIds}::uuid[])
    order by id`);
}

/** Marks a redemption undone; true for the one caller who did it. */
export async function cancelRedemption(tx: Tx, id: string): Promise<boolean> {
  const touched = await tx.run(sql`
    update voucher_redemptions set cancelled_at = ${tx.now}
    where tenant_id = ${tx.tenant.id} and id = ${id} and cancelled_at is null`);
  return touched === 1;
}
