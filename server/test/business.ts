import type { OrderInput } from '@quen/contracts/orders.ts';
import type { Programme, VoucherCampaign } from '@quen/contracts/programme.ts';
import { expect } from 'vitest';
import { verifyBusiness } from '../modules/posting/index.ts';
import { publishProgramme, starterProgramme } from '../modules/programme/index.ts';
import type { Database, Tenant } from '../platform/db.ts';
import { bareTenant } from './harness.ts';

/** A business with a published programme: the starter one, for all of history, as changed. */
export async function businessWith(
  db: Database,
  change: (programme: Programme) => Partial<Programme> = () => ({}),
  options: { currency?: string; timeZone?: string } = {},
): Promise<Tenant> {
  const tenant = await bareTenant(db, options);
  await db.tx(tenant, 'test', async (tx) => {
    const starter: Programme = { ...starterProgramme(tenant, tx.now), startsOn: null };
    await publishProgramme(tx, { ...starter, ...change(starter) }, { expected: 0 });
  });
  return tenant;
}

/** A voucher campaign without any limit. */
export const tenPercentOff: VoucherCampaign = {
  key: 'ten',
  name: { vi: 'Giảm 10%', en: '10% off' },
  discount: { kind: 'percent', percent: 10, cap: null },
  minBill: 0,
  when: null,
  validFrom: null,
  validUntil: null,
  validDays: 30,
  limitTotal: null,
  limitPerCustomer: null,
  stacking: 'together',
};

let receipts = 0;
/** A receipt of 250.000 ₫ by 0901 000 001 at noon on 20 November 2026, as changed. */
export function receipt(change: Partial<OrderInput> = {}): OrderInput {
  return {
    source: 'pos',
    externalId: `R${++receipts}`,
    placedAt: '2026-11-20T05:00:00Z',
    customer: { phone: '0901000001' },
    total: 250_000,
    ...change,
  };
}

/** Every published invariant holds on the real rows. */
export async function expectVerified(db: Database, tenant: Tenant): Promise<void> {
  const { findings } = await db.snapshot(tenant, 'test', verifyBusiness);
  expect(findings).toEqual([]);
}
