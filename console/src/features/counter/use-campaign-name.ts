import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../shared/i18n/i18n.ts';
import { programmeQuery } from '../../shared/programme/programme-query.ts';

/** A voucher campaign's name in the language on screen; its key once it left the programme. */
export function useCampaignName(key: string | null | undefined): string | undefined {
  const language = useTranslation().i18n.language as Language;
  const { data } = useQuery(programmeQuery);
  if (!key) return undefined;
  return data?.document.vouchers.find((one) => one.key === key)?.name[language] ?? key;
}
