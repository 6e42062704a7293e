import { recordConsents } from '../modules/customers/index.ts';
import { postOrders } from '../modules/posting/index.ts';
import type { Database, Tenant } from '../platform/db.ts';
import { receipt } from './business.ts';

let shoppers = 0;

/**
 * Customers who bought once, so many days before now, and agreed to letters: made and posted
 * through the real path, any number at once. Their ids and addresses.
 */
export async function shoppersOf(
  db: Database,
  tenant: Tenant,
  count: number,
  { daysAgo = 100, agreed = true }: { daysAgo?: number; agreed?: boolean } = {},
): Promise<{ id: string; email: string }[]> {
  const emails = Array.from({ length: count }, () => `regular${++shoppers}@mail.example`);
  return db.tx(tenant, 'system', async (tx) => {
    const placedAt = new Date(tx.now.getTime() - daysAgo * 86_400_000).toISOString();
    const outcomes = await postOrders(
      tx,
      emails.map((email) => receipt({ placedAt, customer: { email, name: 'Lê Thị Mai' } })),
    );
    const people = outcomes.map((outcome, i) => {
      if (outcome.status !== 'posted' || !outcome.customerId) throw new Error('not posted');
      return { id: outcome.customerId, email: emails[i] as string };
    });
    if (agreed)
      await recordConsents(
        tx,
        people.map(({ id }) => ({
          customerId: id,
          channel: 'email',
          purpose: 'marketing',
          granted: true,
          method: 'counter',
        })),
      );
    return people;
  });
}

/** A purchase made now by a customer; the order's id. */
export async function buys(
  db: Database,
  tenant: Tenant,
  customerId: string,
  change: Parameters<typeof receipt>[0] = {},
): Promise<string> {
  const [outcome] = await db.tx(tenant, 'system', (tx) =>
    postOrders(tx, [
      receipt({ placedAt: tx.now.toISOString(), customer: { id: customerId }, ...change }),
    ]),
  );
  if (outcome?.status !== 'posted') throw new Error('not posted');
  return outcome.orderId;
}
