import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { Lines, Loaded } from '../../shared/ui/loaded.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { walletsQuery } from './customer-queries.ts';
import { texts } from './texts.ts';

/** What the customer holds and what goes next. */
export function WalletCard({ customerId }: { customerId: string }) {
  const { t, language } = useTexts(texts);
  const format = useFormat();
  const query = useQuery(walletsQuery(customerId));
  return (
    <Surface>
      <Title order={2} mb={6}>
        {t('wallet')}
      </Title>
      <Loaded query={query} skeleton={<Lines count={2} />}>
        {({ items }) => (
          <Stack gap="md">
            {items.map((wallet) => {
              const unit = wallet.unit[language];
              const amount = (value: number) => `${format.number(value)} ${unit}`;
              return (
                <div key={wallet.wallet}>
                  {items.length > 1 ? (
                    <Text size="sm" c="dimmed">
                      {wallet.name[language]}
                    </Text>
                  ) : null}
                  <Text>
                    <Text span fz={26} fw={600} lh={1.2} className="num">
                      {format.number(wallet.usable)}
                    </Text>{' '}
                    {unit}{' '}
                    <Text span size="sm" c="dimmed">
                      {t('usable')}
                    </Text>
                  </Text>
                  {wallet.pending > 0 ? (
                    <Text size="sm" c="dimmed">
                      {t('pendingPoints', { amount: amount(wallet.pending) })}
                    </Text>
                  ) : null}
                  <Text size="sm" c={wallet.nextExpiry ? undefined : 'dimmed'}>
                    {wallet.nextExpiry
                      ? t('expiresNext', {
                          amount: amount(wallet.nextExpiry.amount),
                          date: format.date(new Date(Date.parse(wallet.nextExpiry.at) - 1)),
                          ago: format.ago(wallet.nextExpiry.at),
                        })
                      : t('noExpiry')}
                  </Text>
                </div>
              );
            })}
          </Stack>
        )}
      </Loaded>
    </Surface>
  );
}
