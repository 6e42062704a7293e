import type { Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { record } from '../timeline/index.ts';
import type { ConsentChange } from './model.ts';
import { existingCustomers, insertConsents } from './store/consents.ts';

export { consentHistory, consentOf, consentsHeldBy } from './store/consents.ts';

/**
 * Adds to the consent history, and tells the timeline. Nothing is ever overwritten: the latest row
 * of a customer, channel and purpose is what holds. not_found where a customer does not exist.
 */
export async function recordConsents(tx: Tx, changes: readonly ConsentChange[]): Promise<string[]> {
  if (changes.length === 0) return [];
  const known = await existingCustomers(tx, [...new Set(changes.map((c) => c.customerId))]);
  if (changes.some((c) => !known.has(c.customerId))) throw new DomainError('not_found');
  const rows = changes.map((change) => {
    const at = change.at ?? tx.now;
    return { ...change, at, id: uuidv7(at) };
  });
  await insertConsents(tx, rows);
  await record(
    tx,
    rows.map(({ id, customerId, at, channel, purpose, granted, method }) => ({
      customerId,
      kind: 'consent.changed',
      at,
      subject: id,
      data: { channel, purpose, granted, method },
    })),
  );
  return rows.map((row) => row.id);
}

/** One change of consent; the id of its row. */
export async function recordConsent(tx: Tx, change: ConsentChange): Promise<string> {
  const [id] = await recordConsents(tx, [change]);
  return id as string;
}
