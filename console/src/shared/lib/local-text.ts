import type { Language } from '../i18n/i18n.ts';

/** A text in both languages of the interface. */
export type LocalText = Record<Language, string>;
