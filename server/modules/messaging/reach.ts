import type { MessageReason } from '@quen/contracts/messaging.ts';
import type { Tx } from '../../platform/db.ts';
import { contactsOf } from '../customers/index.ts';
import { currentProgramme } from '../programme/index.ts';
import { judge } from './domain/guard.ts';
import type { ChannelName, Purpose } from './model.ts';

/** Customers looked up by one statement. */
const PAGE = 5_000;

export interface Reach {
  reachable: number;
  /** How many a message would pass over, for each reason. */
  skipped: Partial<Record<MessageReason, number>>;
}

/**
 * Whom a message of this kind would reach: address and consent as they are now. Quiet hours and the
 * cap are left out, since they depend on when it is sent and on what else is.
 */
export async function reachOf(
  tx: Tx,
  customerIds: readonly string[],
  channel: ChannelName,
  purpose: Purpose,
): Promise<Reach> {
  const { guard } = (await currentProgramme(tx)).document;
  const always = { ...guard, quietFromHour: 0, quietToHour: 0 };
  const reach: Reach = { reachable: 0, skipped: {} };
  for (let i = 0; i < customerIds.length; i += PAGE) {
    const ids = customerIds.slice(i, i + PAGE);
    const contacts = await contactsOf(tx, ids, channel);
    for (const id of ids) {
      const verdict = judge(purpose, contacts.get(id), 0, always, tx.now, tx.tenant.timeZone);
      if (verdict.verdict === 'skip')
        reach.skipped[verdict.reason] = (reach.skipped[verdict.reason] ?? 0) + 1;
      else reach.reachable += 1;
    }
  }
  return reach;
}
