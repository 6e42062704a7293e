import type { Wallet } from '@quen/contracts/programme.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { Sentence } from './sentence.tsx';
import { texts } from './texts.ts';

/** What becomes of points earned today. */
export function WalletSentence({ wallet }: { wallet: Wallet }) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const now = new Date();
  const from = new Date(now.getTime() + wallet.pendingDays * 86_400_000);
  const usable =
    wallet.pendingDays === 0 ? t('walletNow') : t('walletFrom', { date: format.date(from) });
  const expires =
    wallet.expiry.kind === 'never'
      ? t('walletNever')
      : t('walletUntil', {
          // The last day of the month that lies so many months ahead.
          date: format.date(
            new Date(Date.UTC(now.getFullYear(), now.getMonth() + wallet.expiry.months + 1, 0, 5)),
          ),
        });
  return <Sentence>{t('walletSentence', { usable, expires })}</Sentence>;
}
