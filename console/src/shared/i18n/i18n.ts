import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';

export const languages = ['vi', 'en'] as const;
export type Language = (typeof languages)[number];

const storageKey = 'quen.language';

function storedLanguage(): Language {
  try {
    return localStorage.getItem(storageKey) === 'en' ? 'en' : 'vi';
  } catch {
    // Private windows may refuse storage; Vietnamese is the house language.
    return 'vi';
  }
}

/** The one i18next instance. Features add their texts with defineTexts as they load. */
export const i18n = createInstance();

void i18n.use(initReactI18next).init({
  lng: storedLanguage(),
  fallbackLng: 'vi',
  resources: {},
  initAsync: false,
  // Keys are flat: a dot or colon in one is just a character.
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  react: { useSuspense: false },
});
document.documentElement.lang = i18n.language;

export function setLanguage(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // The choice then lasts until the page is closed.
  }
  document.documentElement.lang = language;
  void i18n.changeLanguage(language);
}
