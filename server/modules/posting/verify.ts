import type { Tx } from '../../platform/db.ts';
import { type Finding, verifyLedger } from '../ledger/index.ts';
import { verifyTiers } from '../programme/index.ts';

/** Proves every published invariant of a business: ledger, orders, vouchers and tiers. Reads only. */
export async function verifyBusiness(tx: Tx): Promise<{ checked: string[]; findings: Finding[] }> {
  const { checked, findings } = await verifyLedger(tx);
  return {
    checked: [...checked, 'a tier is what the history says'],
    findings: [...findings, ...(await verifyTiers(tx))],
  };
}
