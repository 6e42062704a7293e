import type { Tx } from '../../platform/db.ts';
import { programmeVersions, versionAt } from '../programme/index.ts';
import { voiceOf } from './voice.ts';
import type { ShopCard } from './wire.ts';
import { programmeInWords, tierEntry } from './words.ts';

/** A business as it invites: its name, and its programme in words. Public. */
export async function shopCard(tx: Tx): Promise<ShopCard> {
  const { slug, name, locale, currency, timeZone } = tx.tenant;
  return { slug, name, locale, currency, timeZone, programme: await programmeCard(tx) };
}

async function programmeCard(tx: Tx): Promise<ShopCard['programme']> {
  const versions = await programmeVersions(tx);
  if (versions.length === 0) return null;
  const { document } = versionAt(versions, tx.now);
  return {
    name: document.name,
    ...programmeInWords(document, await voiceOf(tx, document)),
    tiers: document.tiers.map((tier) => ({
      key: tier.key,
      name: tier.name,
      colour: tier.colour,
      benefits: tier.benefits,
      entry: tierEntry(tier, tx.tenant.currency),
    })),
  };
}

/** The web app manifest: installed, the portal bears the shop's name and opens at its address. */
export function manifestOf(shop: { name: string; slug: string; locale: string }): object {
  const icon = (src: string, sizes: string, more = {}) => ({
    src: `/portal/icons/${src}`,
    sizes,
    type: 'image/png',
    ...more,
  });
  return {
    id: `/portal/${shop.slug}`,
    name: shop.name,
    short_name: shop.name.length > 14 ? `${shop.name.slice(0, 13).trimEnd()}…` : shop.name,
    lang: shop.locale,
    start_url: `/portal/${shop.slug}`,
    scope: '/portal/',
    display: 'standalone',
    orientation: 'portrait',
    background_color: '#faf8f3',
    theme_color: '#faf8f3',
    icons: [
      icon('icon-192.png', '192x192'),
      icon('icon-512.png', '512x512'),
      icon('maskable-512.png', '512x512', { purpose: 'maskable' }),
    ],
  };
}
