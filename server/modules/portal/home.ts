import type { Programme, TierLevel } from '@quen/contracts/programme.ts';
import type { Tx } from '../../platform/db.ts';
import { mulDiv } from '../../platform/money.ts';
import { customerById } from '../customers/index.ts';
import { walletsOf } from '../ledger/index.ts';
import { currentProgramme, type TierProgress, tierProgressOf } from '../programme/index.ts';
import { campaignOf } from '../rewards/index.ts';
import { firstNameOf, greetingOf } from './names.ts';
import { keepSentence, nextSentence } from './progress-words.ts';
import { pendingUntil, tierSince, usableVouchers } from './store.ts';
import type { Home } from './wire.ts';
import { voucherWorth } from './words.ts';

/** What a member sees first: their card, their points, how near the next tier is. */
export async function memberHome(tx: Tx, customerId: string): Promise<Home> {
  const customer = await customerById(tx, customerId);
  const { document } = await currentProgramme(tx);
  const progress = await tierProgressOf(tx, customerId);
  return {
    firstName: firstNameOf(customer.fullName),
    fullName: customer.fullName,
    greeting: greetingOf(customer),
    card: { code: customer.cardCode, payload: customer.cardCode },
    ...tierPart(tx, document, progress, await tierSince(tx, customerId)),
    wallet: await walletPart(tx, document, customerId),
    vouchers: await voucherPart(tx, customerId),
  };
}

type TierPart = Pick<Home, 'tier' | 'next' | 'keep'>;

function tierPart(
  tx: Tx,
  document: Programme,
  progress: TierProgress,
  since: Date | null,
): TierPart {
  const level = (key: string | undefined | null) => document.tiers.find((t) => t.key === key);
  const tier = level(progress.tier);
  const next = level(progress.next?.tier);
  const { keep } = progress;
  return {
    tier: tier ? { ...tierWire(tier), since: since?.toISOString() ?? null } : null,
    next:
      next && progress.next
        ? {
            tier: tierWire(next),
            missing: progress.next.missing,
            by: progress.next.by === null ? null : iso(progress.next.by),
            ratio: share(next.threshold - progress.next.missing, next.threshold),
            sentence: nextSentence(tx, next, progress.next),
          }
        : null,
    keep:
      tier && keep
        ? {
            missing: keep.missing,
            by: iso(keep.by),
            ratio: share(keep.needed - keep.missing, keep.needed),
            sentence: keepSentence(tx, tier, keep),
          }
        : null,
  };
}

/** The wallet that is spent at the till, else the first one; empty before it is first used. */
async function walletPart(
  tx: Tx,
  document: Programme,
  customerId: string,
): Promise<Home['wallet']> {
  const { redemption } = document;
  const wallet = document.wallets.find((w) => w.key === redemption?.wallet) ?? document.wallets[0];
  if (!wallet) return null;
  const held = (await walletsOf(tx, customerId)).find((w) => w.wallet === wallet.key);
  const usable = held?.usable ?? 0;
  const pending = held?.pending ?? 0;
  const from = pending > 0 ? await pendingUntil(tx, customerId, wallet.key) : null;
  const worth =
    redemption?.wallet === wallet.key && usable >= redemption.minimum
      ? mulDiv(usable - (usable % redemption.step), redemption.value, redemption.points)
      : null;
  return {
    key: wallet.key,
    name: wallet.name,
    unit: wallet.unit,
    balance: held?.balance ?? 0,
    usable,
    pending,
    pendingUntil: from?.toISOString() ?? null,
    nextExpiry: held?.nextExpiry
      ? { at: held.nextExpiry.at.toISOString(), amount: held.nextExpiry.amount }
      : null,
    worth,
  };
}

async function voucherPart(tx: Tx, customerId: string): Promise<Home['vouchers']> {
  const { count, first } = await usableVouchers(tx, customerId);
  if (!first) return { usable: 0, first: null };
  const campaign = await campaignOf(tx, first);
  return {
    usable: count,
    first: {
      code: first.code,
      title: voucherWorth(campaign, tx.tenant.currency),
      validUntil: first.validUntil?.toISOString() ?? null,
    },
  };
}

const tierWire = ({ key, name, colour, benefits }: TierLevel) => ({ key, name, colour, benefits });

const iso = (ms: number) => new Date(ms).toISOString();

/** 0–1; a goal of nothing is reached. */
const share = (part: number, whole: number) =>
  whole <= 0 ? 1 : Math.min(1, Math.max(0, part / whole));
