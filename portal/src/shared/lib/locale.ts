import type { Locale } from '@quen/contracts/text.ts';
import { storage } from './storage.ts';

const KEY = 'locale';

/** The language chosen on this device, if one was. */
export const chosenLocale = (): Locale | undefined => storage.read<Locale>(KEY);

export const keepLocale = (locale: Locale): void => storage.write(KEY, locale);

/** The language to speak where no shop is known that would have one of its own. */
export const localeWithoutShop = (): Locale =>
  chosenLocale() ?? (navigator.language.startsWith('vi') ? 'vi' : 'en');
