import type { Programme } from '@quen/contracts/programme.ts';
import type { Tx } from '../../platform/db.ts';
import { catalogueOf, describe } from '../conditions/index.ts';
import { listStores } from '../tenants/index.ts';
import type { Voice } from './words.ts';

/** How this business speaks of conditions: its tiers and stores by the names members know. */
export async function voiceOf(tx: Tx, document: Programme): Promise<Voice> {
  const { currency } = tx.tenant;
  const catalogue = catalogueOf({ currency, tiers: document.tiers, stores: await listStores(tx) });
  return {
    currency,
    describe: (condition, locale) => describe(condition, locale, catalogue),
  };
}
