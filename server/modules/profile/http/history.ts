import { Type } from 'typebox';
import type { Tx } from '../../../platform/db.ts';
import { type AnyRoute, route } from '../../../platform/route.ts';
import { customerById } from '../../customers/index.ts';
import { explainTransfer, type Transfer, transfersOf, walletsOf } from '../../ledger/index.ts';
import { currentProgramme } from '../../programme/index.ts';
import { vouchersOf } from '../../rewards/index.ts';
import { explainedTimeline } from '../happenings.ts';
import { idCursor, pageOf, pageQuery } from '../page.ts';

const tag = 'Customers';
const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Union([schema, Type.Null()]);
const Instant = Type.String({ format: 'date-time' });
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const Page = Type.Object(pageQuery, { additionalProperties: false });
/** Both languages, of any length. */
const Sentence = Type.Object({ vi: Type.String(), en: Type.String() });
const Details = Type.Object({}, { additionalProperties: true });
const list = <S extends Parameters<typeof Type.Array>[0]>(item: S) =>
  Type.Object({ items: Type.Array(item), next: nullable(Type.String()) });

const timeline = route({
  method: 'GET',
  url: '/v1/customers/:id/timeline',
  access: 'customers.read',
  summary: 'All that happened to a customer, newest first, with why',
  tag,
  params: Id,
  query: Page,
  response: list(
    Type.Object({
      id: Type.String(),
      kind: Type.String(),
      at: Instant,
      subject: nullable(Type.String()),
      data: Details,
      why: nullable(Sentence),
    }),
  ),
  read: async (tx, { params, query: { limit = 50, cursor } }) => {
    await customerById(tx, params.id);
    const page = { cursor: idCursor(cursor), limit: limit + 1 };
    const rows = await explainedTimeline(tx, params.id, page);
    return pageOf(
      rows,
      limit,
      (row) => row.id,
      (row) => ({ ...row, at: row.at.toISOString() }),
    );
  },
});

const wallets = route({
  method: 'GET',
  url: '/v1/customers/:id/wallets',
  access: 'ledger.read',
  summary: 'What a customer holds, wallet by wallet',
  tag,
  params: Id,
  response: list(
    Type.Object({
      wallet: Type.String(),
      name: Sentence,
      unit: Sentence,
      balance: Type.Integer(),
      usable: Type.Integer(),
      pending: Type.Integer(),
      nextExpiry: nullable(Type.Object({ at: Instant, amount: Type.Integer() })),
    }),
  ),
  read: async (tx, { params }) => {
    await customerById(tx, params.id);
    return { items: await walletAnswers(tx, params.id), next: null };
  },
});

/** Every wallet of the programme, empty ones too, and any that is no longer in it but still holds. */
async function walletAnswers(tx: Tx, customerId: string) {
  const { document } = await currentProgramme(tx);
  const held = new Map((await walletsOf(tx, customerId)).map((state) => [state.wallet, state]));
  const names = new Map(document.wallets.map((wallet) => [wallet.key, wallet]));
  return [...new Set([...names.keys(), ...held.keys()])].map((wallet) => {
    const state = held.get(wallet);
    return {
      wallet,
      name: names.get(wallet)?.name ?? { vi: wallet, en: wallet },
      unit: names.get(wallet)?.unit ?? { vi: 'điểm', en: 'points' },
      balance: state?.balance ?? 0,
      usable: state?.usable ?? 0,
      pending: state?.pending ?? 0,
      nextExpiry: state?.nextExpiry
        ? { at: state.nextExpiry.at.toISOString(), amount: state.nextExpiry.amount }
        : null,
    };
  });
}

export const TransferAnswer = Type.Object({
  id: Type.String(),
  wallet: Type.String(),
  kind: Type.String(),
  /** Negative where it left the customer. */
  amount: Type.Integer(),
  at: Instant,
  cause: Type.Object({ kind: Type.String(), id: nullable(Type.String()) }),
  programmeVersion: nullable(Type.Integer()),
  why: Sentence,
  /** Rule, inputs and arithmetic as recorded. */
  detail: Details,
});

/** A movement as the API tells it. */
export function transferAnswer(tx: Tx, transfer: Transfer) {
  return {
    id: transfer.id,
    wallet: transfer.wallet,
    kind: transfer.kind,
    amount: transfer.credit === 'customer' ? transfer.amount : -transfer.amount,
    at: transfer.at.toISOString(),
    cause: { kind: transfer.causeKind, id: transfer.causeId },
    programmeVersion: transfer.programmeVersion,
    why: explainTransfer(transfer, tx.tenant),
    detail: transfer.why,
  };
}

const transfers = route({
  method: 'GET',
  url: '/v1/customers/:id/transfers',
  access: 'ledger.read',
  summary: "A customer's points in and out, newest first, with why",
  tag,
  params: Id,
  query: Page,
  response: list(TransferAnswer),
  read: async (tx, { params, query: { limit = 50, cursor } }) => {
    await customerById(tx, params.id);
    const page = { cursor: idCursor(cursor), limit: limit + 1 };
    const rows = await transfersOf(tx, params.id, page);
    return pageOf(
      rows,
      limit,
      (row) => row.id,
      (row) => transferAnswer(tx, row),
    );
  },
});

const vouchers = route({
  method: 'GET',
  url: '/v1/customers/:id/vouchers',
  access: 'vouchers.read',
  summary: "A customer's vouchers, usable ones first",
  description: 'At most 100.',
  tag,
  params: Id,
  response: list(
    Type.Object({
      id: Type.String(),
      code: Type.String(),
      campaign: Type.String(),
      name: Sentence,
      state: Type.Enum(['active', 'redeemed', 'cancelled', 'expired']),
      validFrom: Instant,
      validUntil: nullable(Instant),
      issuedAt: Instant,
    }),
  ),
  read: async (tx, { params }) => {
    await customerById(tx, params.id);
    const { document } = await currentProgramme(tx);
    const names = new Map(document.vouchers.map((campaign) => [campaign.key, campaign.name]));
    const items = (await vouchersOf(tx, params.id)).map((voucher) => ({
      id: voucher.id,
      code: voucher.code,
      campaign: voucher.campaign,
      name: names.get(voucher.campaign) ?? { vi: voucher.campaign, en: voucher.campaign },
      state:
        voucher.state === 'active' && voucher.validUntil !== null && voucher.validUntil <= tx.now
          ? ('expired' as const)
          : voucher.state,
      validFrom: voucher.validFrom.toISOString(),
      validUntil: voucher.validUntil?.toISOString() ?? null,
      issuedAt: voucher.issuedAt.toISOString(),
    }));
    return { items, next: null };
  },
});

export const historyPages: readonly AnyRoute[] = [timeline, wallets, transfers, vouchers];
