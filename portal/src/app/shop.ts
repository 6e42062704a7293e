import type { Locale, LocalText } from '@quen/contracts/text.ts';
import { createContext, use } from 'react';
import type { ShopCard } from '../shared/api/types.ts';
import type { Texts } from '../shared/i18n/vi.ts';
import type { Format } from '../shared/lib/format.ts';

/** The shop whose portal is open, and how it speaks: what every component below it may use. */
export interface Shop {
  shop: ShopCard;
  slug: string;
  locale: Locale;
  t: Texts;
  format: Format;
  /** Picks the language in use from a text in both. */
  say(text: LocalText): string;
  setLocale(locale: Locale): void;
}

export const ShopContext = createContext<Shop | null>(null);

export function useShop(): Shop {
  const shop = use(ShopContext);
  if (!shop) throw new Error('Only below a shop');
  return shop;
}
