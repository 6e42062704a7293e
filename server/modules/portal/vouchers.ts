import type { Tx } from '../../platform/db.ts';
import { currentProgramme } from '../programme/index.ts';
import { campaignOf, type Voucher, vouchersOf } from '../rewards/index.ts';
import { usesOfVouchers, type VoucherUse } from './store.ts';
import { voiceOf } from './voice.ts';
import type { MemberVoucher, MemberVouchers } from './wire.ts';
import { type Voice, voucherConditions, voucherWorth } from './words.ts';

/** Of what is over, the portal shows the latest only; the counter knows the rest. */
const MOST_PAST = 30;

/** A member's vouchers by what can be done with them: to use, used, over. */
export async function memberVouchers(tx: Tx, customerId: string): Promise<MemberVouchers> {
  const vouchers = await vouchersOf(tx, customerId);
  const { document } = await currentProgramme(tx);
  const voice = await voiceOf(tx, document);
  const uses = await usesOfVouchers(
    tx,
    vouchers.map((voucher) => voucher.id),
  );
  const answer: MemberVouchers = { usable: [], used: [], expired: [] };
  for (const voucher of vouchers) {
    const told = await describeVoucher(tx, voucher, uses.get(voucher.id), voice);
    if (told.state === 'usable' || told.state === 'upcoming') answer.usable.push(told);
    else if (told.state === 'used') answer.used.push(told);
    else answer.expired.push(told);
  }
  answer.used.sort((a, b) => ((a.usedAt ?? '') < (b.usedAt ?? '') ? 1 : -1));
  answer.used.splice(MOST_PAST);
  answer.expired.splice(MOST_PAST);
  return answer;
}

async function describeVoucher(
  tx: Tx,
  voucher: Voucher,
  use: VoucherUse | undefined,
  voice: Voice,
): Promise<MemberVoucher> {
  const campaign = await campaignOf(tx, voucher);
  return {
    id: voucher.id,
    code: voucher.code,
    state: stateOf(voucher, tx.now),
    name: campaign.name,
    worth: voucherWorth(campaign, voice.currency),
    conditions: voucherConditions(campaign, voice),
    validFrom: voucher.validFrom.toISOString(),
    validUntil: voucher.validUntil?.toISOString() ?? null,
    usedAt: use?.at.toISOString() ?? null,
    saved: use?.discount ?? null,
  };
}

function stateOf(voucher: Voucher, now: Date): MemberVoucher['state'] {
  if (voucher.state === 'redeemed') return 'used';
  if (voucher.state === 'cancelled') return 'cancelled';
  if (voucher.validUntil !== null && voucher.validUntil <= now) return 'expired';
  return voucher.validFrom > now ? 'upcoming' : 'usable';
}
