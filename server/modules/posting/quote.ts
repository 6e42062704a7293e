import { fieldCatalogue } from '@quen/contracts/conditions.ts';
import type { CustomerRef } from '@quen/contracts/orders.ts';
import type { Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import {
  customerFacts,
  customerFieldsOf,
  type Facts,
  momentFacts,
  orderFacts,
} from '../conditions/index.ts';
import { findCustomers } from '../customers/index.ts';
import { walletsOf } from '../ledger/index.ts';
import {
  decideEarning,
  type ProgrammeVersion,
  programmeAt,
  type RuleTrace,
} from '../programme/index.ts';
import {
  campaignCounters,
  campaignOf,
  conditionSentences,
  judgeVoucher,
  tidyCode,
  usageOf,
  type Voucher,
  vouchersByCode,
  vouchersOf,
} from '../rewards/index.ts';
import { judgePoints, spendablePoints } from './points.ts';

export interface QuoteInput {
  customer?: CustomerRef | undefined;
  bill: number;
  items: number;
  store: string | null;
  channel: string;
  vouchers: readonly string[];
  /** Points to spend, or 'max' for as many as may be. */
  points: number | 'max';
}

export interface QuotedVoucher {
  code: string;
  campaign: string | null;
  discount: number;
  refusal: DomainError | null;
}

export interface Quote {
  customerId: string | null;
  bill: number;
  vouchers: QuotedVoucher[];
  voucherDiscount: number;
  points: {
    spent: number;
    discount: number;
    usable: number;
    most: number;
    refusal: DomainError | null;
  };
  /** What is left to pay in money. */
  total: number;
  earns: { points: number; traces: RuleTrace[] };
  /** The customer's other vouchers, each held against this bill by itself. */
  offers: QuotedVoucher[];
}

/**
 * What a bill would come to: vouchers in the order given, then points on the rest; each refusal says
 * why. Writes nothing. Posting the order with the same `redeem` then gives exactly this, unless
 * something changed in between, which its refusal names.
 */
export async function quoteBill(tx: Tx, input: QuoteInput): Promise<Quote> {
  const version = await programmeAt(tx, tx.now);
  const customerId = input.customer
    ? ((await findCustomers(tx, [input.customer]))[0] ?? null)
    : null;
  if (input.customer && customerId === null) throw new DomainError('not_found');
  const given = await vouchersByCode(tx, input.vouchers);
  const owned =
    customerId === null
      ? []
      : (await vouchersOf(tx, customerId, 50)).filter((v) => v.state === 'active');
  const judge = await voucherJudge(tx, version, input, customerId, [...given.values(), ...owned]);

  let left = input.bill;
  const applied: Voucher[] = [];
  const codes = new Set(input.vouchers.map(tidyCode));
  const vouchers = [...codes].map((code): QuotedVoucher => {
    const voucher = given.get(code);
    const quoted = judge(code, voucher, left, applied);
    if (voucher && !quoted.refusal) {
      left -= quoted.discount;
      applied.push(voucher);
    }
    return quoted;
  });
  const { points, value } = await quotePoints(tx, version, input, customerId, left);
  const total = left - value;
  const { earnings, traces } = decideEarning(
    version.document,
    { base: total, placedAt: tx.now, facts: customerId === null ? null : judge.facts },
    tx.tenant.timeZone,
  );
  return {
    customerId,
    bill: input.bill,
    vouchers,
    voucherDiscount: input.bill - left,
    points,
    total,
    earns: { points: earnings.reduce((n, e) => n + e.points, 0), traces },
    offers: owned.filter((v) => !codes.has(v.code)).map((v) => judge(v.code, v, input.bill, [])),
  };
}

/** What conditions can ask of a bill that is not an order yet: every customer field there is. */
export async function factsForBill(
  tx: Tx,
  { customerId, bill }: { customerId: string | null; bill: number },
): Promise<Facts> {
  const fields = fieldCatalogue.map((f) => f.key).filter((key) => key.startsWith('customer.'));
  return {
    ...momentFacts(tx.tenant, tx.now),
    ...(customerId === null ? {} : (await customerFacts(tx, [customerId], fields)).get(customerId)),
    ...orderFacts(
      { total: bill, items: 0, channel: 'store', store: null, placedAt: tx.now },
      tx.tenant,
    ),
  };
}

interface Judge {
  (
    code: string,
    voucher: Voucher | undefined,
    left: number,
    applied: readonly Voucher[],
  ): QuotedVoucher;
  facts: () => Facts;
}

/** Loads what vouchers are judged by, once, and judges without touching the database. */
async function voucherJudge(
  tx: Tx,
  version: ProgrammeVersion,
  input: QuoteInput,
  customerId: string | null,
  vouchers: readonly Voucher[],
): Promise<Judge> {
  const campaigns = new Map<string, Awaited<ReturnType<typeof campaignOf>>>();
  for (const voucher of vouchers) campaigns.set(voucher.id, await campaignOf(tx, voucher));
  const conditions = [
    ...version.document.earnRules.flatMap((r) => (r.when ? [r.when] : [])),
    ...[...campaigns.values()].flatMap((c) => (c.when ? [c.when] : [])),
  ];
  const fields = customerFieldsOf(conditions);
  const known =
    customerId !== null && fields.length > 0
      ? (await customerFacts(tx, [customerId], fields)).get(customerId)
      : {};
  const facts: Facts = {
    ...momentFacts(tx.tenant, tx.now),
    ...known,
    ...orderFacts(
      {
        total: input.bill,
        items: input.items,
        channel: input.channel,
        store: input.store,
        placedAt: tx.now,
      },
      tx.tenant,
    ),
  };
  const sentences = await conditionSentences(tx);
  const counters = await campaignCounters(tx);
  const usage = customerId === null ? new Map<string, number>() : await usageOf(tx, customerId);
  const judge = (
    code: string,
    voucher: Voucher | undefined,
    left: number,
    applied: readonly Voucher[],
  ): QuotedVoucher => {
    try {
      const campaign = voucher && campaigns.get(voucher.id);
      if (!voucher || !campaign) throw new DomainError('voucher_unknown');
      const discount = judgeVoucher(
        voucher,
        campaign,
        {
          bill: input.bill,
          left,
          customerId,
          at: tx.now,
          facts: () => facts,
          sentences,
          applied: applied.flatMap((v) => campaigns.get(v.id) ?? []),
        },
        tx.tenant,
      );
      const before = applied.filter((v) => v.campaign === campaign.key).length;
      const used = (counters.get(campaign.key)?.redeemed ?? 0) + before;
      if (campaign.limitTotal !== null && used >= campaign.limitTotal) {
        throw new DomainError('voucher_limit_reached', { limit: campaign.limitTotal });
      }
      const mine = (usage.get(campaign.key) ?? 0) + before;
      if (campaign.limitPerCustomer !== null && mine >= campaign.limitPerCustomer) {
        throw new DomainError('voucher_customer_limit_reached', {
          limit: campaign.limitPerCustomer,
        });
      }
      return { code: tidyCode(code), campaign: campaign.key, discount, refusal: null };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return {
        code: tidyCode(code),
        campaign: voucher?.campaign ?? null,
        discount: 0,
        refusal: error,
      };
    }
  };
  return Object.assign(judge, { facts: () => facts });
}

async function quotePoints(
  tx: Tx,
  { document }: ProgrammeVersion,
  input: QuoteInput,
  customerId: string | null,
  left: number,
): Promise<{ points: Quote['points']; value: number }> {
  const rule = document.redemption;
  const wallets = customerId === null ? [] : await walletsOf(tx, customerId);
  const usable = wallets.find((w) => w.wallet === rule?.wallet)?.usable ?? 0;
  const bill = { bill: input.bill, left };
  const most = rule && customerId !== null ? spendablePoints(rule, bill, usable) : 0;
  const wanted = input.points === 'max' ? most : input.points;
  if (wanted === 0)
    return { points: { spent: 0, discount: 0, usable, most, refusal: null }, value: 0 };
  try {
    if (customerId === null) throw new DomainError('customer_required');
    const value = judgePoints(rule, bill, wanted, usable);
    return { points: { spent: wanted, discount: value, usable, most, refusal: null }, value };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { points: { spent: 0, discount: 0, usable, most, refusal: error }, value: 0 };
  }
}
