import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../shared/i18n/i18n.ts';
import { programmeQuery } from '../../shared/programme/programme-query.ts';

/** The wallet that pays at the till, and what the business calls what is in it ("điểm", "stars"). */
export function useSpentWallet(): { key: string | undefined; unit: string } {
  const language = useTranslation().i18n.language as Language;
  const { data } = useQuery(programmeQuery);
  const { redemption, wallets } = data?.document ?? {};
  const wallet = wallets?.find(({ key }) => key === redemption?.wallet) ?? wallets?.[0];
  return { key: wallet?.key, unit: wallet?.unit[language] ?? '' };
}
