import type { Condition } from '@quen/contracts/conditions.ts';
import type { LocalText } from '@quen/contracts/text.ts';
import type { Tx } from '../../platform/db.ts';
import { catalogueOf, describe } from '../conditions/index.ts';
import { currentProgramme } from '../programme/index.ts';
import { listStores } from '../tenants/index.ts';

/** How a condition reads at this business: its tiers and stores by the names people know. */
export type Sentences = (condition: Condition) => LocalText;

export async function conditionSentences(tx: Tx): Promise<Sentences> {
  const { document } = await currentProgramme(tx);
  const catalogue = catalogueOf({
    currency: tx.tenant.currency,
    tiers: document.tiers,
    stores: await listStores(tx),
  });
  const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
  return (condition) => ({
    vi: lowerFirst(describe(condition, 'vi', catalogue)),
    en: lowerFirst(describe(condition, 'en', catalogue)),
  });
}
