import type { OrderInput } from '@quen/contracts/orders.ts';
import type { Programme } from '@quen/contracts/programme.ts';
import { type OrderOutcome, type Posted, postOrders } from '../modules/posting/index.ts';
import { programmeVersions, publishProgramme } from '../modules/programme/index.ts';
import { applyLadder } from '../modules/programme/jobs.ts';
import { issueVouchers } from '../modules/rewards/index.ts';
import { type Row, sql, type Tenant } from '../platform/db.ts';
import { receipt } from './business.ts';
import type { TestDatabase } from './harness.ts';

/** What became of an order, in a word. */
export const wordOf = (outcome: OrderOutcome | undefined): string | undefined =>
  outcome?.status === 'rejected' ? outcome.error.code : outcome?.status;

/** What a shop does all day, for tests of what comes of it. */
export function salesOf({ db }: Pick<TestDatabase, 'db'>) {
  /** Posts receipts of the usual customer, as changed, in one transaction. */
  const post = (
    shop: Tenant,
    changes: readonly Partial<OrderInput>[],
    options: { trusting?: boolean } = {},
  ): Promise<OrderOutcome[]> =>
    db.tx(shop, 'test', (tx) => postOrders(tx, changes.map(receipt), options));
  return {
    post,
    /** Posts one that must be taken. */
    sell: async (shop: Tenant, change: Partial<OrderInput> = {}): Promise<Posted> => {
      const [outcome] = await post(shop, [change]);
      if (outcome?.status !== 'posted') throw new Error(wordOf(outcome));
      return outcome;
    },
    /** Issues a voucher of the campaign `ten`; its code. */
    issue: async (shop: Tenant, customerId: string): Promise<string> => {
      const [voucher] = await db.tx(shop, 'test', (tx) =>
        issueVouchers(tx, [{ campaign: 'ten', customerId, issuedBy: 'test' }]),
      );
      return voucher?.code as string;
    },
    /** Publishes the programme as changed, and lets its levels take hold. */
    publish: async (shop: Tenant, change: (p: Programme) => Partial<Programme>): Promise<void> => {
      await db.tx(shop, 'test', async (tx) => {
        const last = (await programmeVersions(tx)).at(-1);
        if (!last) throw new Error('no programme to change');
        const document = { ...last.document, ...change(last.document) };
        await publishProgramme(tx, document, { expected: last.version });
      });
      await applyLadder.run({ db, tenant: shop } as Parameters<typeof applyLadder.run>[0]);
    },
    /** Where the only customer stands. */
    standing: (shop: Tenant) =>
      db.tx(shop, 'test', (tx) =>
        tx.one<Row>(sql`select orders, spent, tier, balances from standings`),
      ),
  };
}
