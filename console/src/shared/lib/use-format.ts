import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../i18n/i18n.ts';
import { useBusiness } from '../session/me.ts';
import { type Format, formatter } from './format.ts';

/** Formats for the language on screen and the business worked in. */
export function useFormat(): Format {
  const language = useTranslation().i18n.language as Language;
  const { currency, timeZone } = useBusiness();
  return useMemo(() => formatter(language, { currency, timeZone }), [language, currency, timeZone]);
}
