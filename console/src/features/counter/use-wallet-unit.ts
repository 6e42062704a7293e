import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../shared/i18n/i18n.ts';
import { programmeQuery } from '../../shared/programme/programme-query.ts';

/** What the business calls its points ("điểm", "stars"), in the language on screen. */
export function useWalletUnit(): string {
  const language = useTranslation().i18n.language as Language;
  const { data } = useQuery(programmeQuery);
  const { redemption, wallets } = data?.document ?? {};
  const wallet = wallets?.find(({ key }) => key === redemption?.wallet) ?? wallets?.[0];
  return wallet?.unit[language] ?? '';
}
