import type { CustomerRef } from '@quen/contracts/orders.ts';
import { sql, type Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { findCustomers } from '../customers/index.ts';
import { bookEntries, draw, lotsForUpdate, outgoing, usable } from '../ledger/index.ts';
import { lockStandings } from '../orders/index.ts';
import { programmeAt } from '../programme/index.ts';
import { record } from '../timeline/index.ts';
import { judgePoints } from './points.ts';

export interface SpendInput {
  customer: CustomerRef;
  points: number;
  /** The bill the points go towards, and its receipt number: the same receipt again is a repeat. */
  bill: number;
  reference: string;
}

export interface Spent {
  transferId: string;
  customerId: string;
  points: number;
  discount: number;
  repeated: boolean;
}

/**
 * Spends points as a discount at a till that records its own sales. Exact under any concurrency: the
 * customer's standing is locked before the lots are read.
 */
export async function spendPoints(tx: Tx, input: SpendInput): Promise<Spent> {
  const customerId = (await findCustomers(tx, [input.customer]))[0] ?? null;
  if (customerId === null) throw new DomainError('not_found');
  const standings = await lockStandings(tx, [customerId]);
  const before = await tx.one<{ id: string; amount: number; value: number }>(sql`
    select id, amount, (why ->> 'value')::bigint as value from transfers
    where tenant_id = ${tx.tenant.id} and customer_id = ${customerId}
      and cause_kind = 'redemption' and why ->> 'reference' = ${input.reference}`);
  if (before) {
    if (before.amount !== input.points)
      throw new DomainError('duplicate', { what: `"${input.reference}"` });
    return {
      transferId: before.id,
      customerId,
      points: before.amount,
      discount: before.value,
      repeated: true,
    };
  }
  const { document, version } = await programmeAt(tx, tx.now);
  const rule = document.redemption;
  const lots = (await lotsForUpdate(tx, [customerId])).filter((l) => l.wallet === rule?.wallet);
  const at = tx.now.getTime();
  const discount = judgePoints(
    rule,
    { bill: input.bill, left: input.bill },
    input.points,
    usable(lots, at),
  );
  const entries = outgoing(
    {
      customerId,
      wallet: rule?.wallet as string,
      kind: 'spend',
      credit: 'redeemed',
      at: tx.now,
      causeKind: 'redemption',
      causeId: null,
      programmeVersion: version,
      why: { kind: 'spend', points: input.points, value: discount, reference: input.reference },
      recordedBy: tx.actor,
    },
    draw(lots, input.points, at) ?? [],
  );
  await bookEntries(tx, standings, entries);
  const transferId = entries.transfers[0]?.id as string;
  await record(tx, [
    {
      customerId,
      kind: 'points.spent',
      at: tx.now,
      subject: transferId,
      data: { wallet: rule?.wallet, amount: input.points, value: discount },
    },
  ]);
  return { transferId, customerId, points: input.points, discount, repeated: false };
}
