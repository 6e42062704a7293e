import type { VoucherCampaign } from '@quen/contracts/programme.ts';
import { sql, type Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { humanCode, uuidv7 } from '../../platform/ids.ts';
import { startOfDayPlus } from '../../platform/time.ts';
import { currentProgramme } from '../programme/index.ts';
import { record } from '../timeline/index.ts';
import { type Voucher, voucherColumns } from './store.ts';

/** 12 symbols of 32: 60 bits, beyond guessing even with a million live codes. */
const CODE_LENGTH = 12;

export interface VoucherRequest {
  campaign: string;
  customerId: string;
  /** Who or what gives it: 'staff:<id>', 'journey:<key>'. */
  issuedBy: string;
  /** The step or event it is given for: asking again for the same cause gives the same voucher. */
  causeId?: string;
}

/** The time a voucher issued at `at` can be used: the narrower of the fixed window and the days from issue. */
export function validityOf(
  campaign: VoucherCampaign,
  at: Date,
  zone: string,
): { validFrom: Date; validUntil: Date | null } {
  const from = campaign.validFrom ? new Date(campaign.validFrom) : at;
  const ends = [
    campaign.validUntil ? new Date(campaign.validUntil) : null,
    campaign.validDays ? startOfDayPlus(at, campaign.validDays + 1, zone) : null,
  ].filter((end) => end !== null);
  return {
    validFrom: from > at ? from : at,
    validUntil: ends.length > 0 ? new Date(Math.min(...ends.map(Number))) : null,
  };
}

/** Issues vouchers of the current programme's campaigns, any number in a few statements. */
export async function issueVouchers(
  tx: Tx,
  requests: readonly VoucherRequest[],
): Promise<Voucher[]> {
  if (requests.length === 0) return [];
  const programme = await currentProgramme(tx);
  const campaigns = new Map(programme.document.vouchers.map((c) => [c.key, c]));
  const made = requests.map((request) => {
    const campaign = campaigns.get(request.campaign);
    if (!campaign) throw new DomainError('not_found', { campaign: request.campaign });
    return {
      ...request,
      id: uuidv7(tx.now),
      code: humanCode(CODE_LENGTH),
      ...validityOf(campaign, tx.now, tx.tenant.timeZone),
    };
  });
  const issued = await tx.rows<Voucher>(sql`
    insert into vouchers (tenant_id, id, code, campaign, programme_version, customer_id, valid_from,
                          valid_until, issued_at, issued_by, cause_id)
    select ${tx.tenant.id}, unnest(${made.map((v) => v.id)}::uuid[]),
           unnest(${made.map((v) => v.code)}::text[]),
           unnest(${made.map((v) => v.campaign)}::text[]), ${programme.version},
           unnest(${made.map((v) => v.customerId)}::uuid[]),
           unnest(${made.map((v) => v.validFrom)}::timestamptz[]),
           unnest(${made.map((v) => v.validUntil)}::timestamptz[]), ${tx.now},
           unnest(${made.map((v) => v.issuedBy)}::text[]),
           unnest(${made.map((v) => v.causeId ?? null)}::uuid[])
    on conflict (tenant_id, campaign, customer_id, cause_id) where cause_id is not null do nothing
    returning ${voucherColumns}`);
  await countIssued(tx, issued);
  await record(
    tx,
    issued.map((v) => ({
      customerId: v.customerId as string,
      kind: 'voucher.issued' as const,
      at: tx.now,
      subject: v.id,
      data: { campaign: v.campaign, until: v.validUntil?.toISOString() ?? null },
    })),
  );
  if (issued.length === made.length) return issued;
  // Some causes had their voucher already: give those.
  const known = await tx.rows<Voucher>(sql`
    select ${voucherColumns} from vouchers
    where tenant_id = ${tx.tenant.id} and cause_id = any(${made.map((v) => v.causeId ?? null)}::uuid[])
      and customer_id = any(${made.map((v) => v.customerId)}::uuid[])`);
  const byId = new Map([...known, ...issued].map((v) => [v.id, v]));
  return [...byId.values()];
}

async function countIssued(tx: Tx, issued: readonly Voucher[]): Promise<void> {
  const counts = new Map<string, number>();
  for (const { campaign } of issued) counts.set(campaign, (counts.get(campaign) ?? 0) + 1);
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  if (sorted.length === 0) return;
  await tx.run(sql`
    insert into voucher_campaigns as c (tenant_id, campaign, issued)
    select ${tx.tenant.id}, n.campaign, n.count
    from unnest(${sorted.map(([c]) => c)}::text[], ${sorted.map(([, n]) => n)}::bigint[]) as n(campaign, count)
    on conflict (tenant_id, campaign) do update set issued = c.issued + excluded.issued`);
}
