import type { Tx } from '../../platform/db.ts';
import { type Catalogue, catalogueOf } from '../conditions/index.ts';
import { currentProgramme } from '../programme/index.ts';
import { listStores } from '../tenants/index.ts';
import { recentChannels, tagsInUse } from './store/catalogue.ts';

/** The fields of this business with its tiers, stores, channels and tags, for builders and sentences. */
export async function businessCatalogue(tx: Tx): Promise<Catalogue> {
  const { document } = await currentProgramme(tx);
  return catalogueOf({
    currency: tx.tenant.currency,
    tiers: document.tiers,
    stores: await listStores(tx),
    channels: await recentChannels(tx),
    tags: await tagsInUse(tx),
  });
}
