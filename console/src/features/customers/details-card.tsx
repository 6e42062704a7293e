import { Group, Stack, Text, Title } from '@mantine/core';
import { formatCardCode } from '@quen/contracts/card.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { formatPhone } from '../../shared/lib/format.ts';
import { QrCode } from '../../shared/ui/qr-code.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import type { Customer } from './customer-queries.ts';
import { EmailBounce } from './email-bounce.tsx';
import { texts } from './texts.ts';

/** How to reach them, and the card they show. */
export function DetailsCard({ customer }: { customer: Customer }) {
  const { t } = useTexts(texts);
  const { birthday, gender } = customer;
  const day = (n: number) => String(n).padStart(2, '0');
  const rows = [
    [t('phone'), customer.phone ? formatPhone(customer.phone) : null],
    [t('email'), customer.email],
    [
      t('birthday'),
      birthday
        ? [day(birthday.day), day(birthday.month), birthday.year].filter(Boolean).join('/')
        : null,
    ],
    [t('gender'), gender ? t(gender as 'female' | 'male' | 'other') : null],
    ...customer.externalIds.map(({ source, id }) => [source, id] as const),
  ].filter((row): row is [string, string] => row[1] !== null);
  const code = formatCardCode(customer.cardCode);
  return (
    <Surface>
      <Title order={2} mb={6}>
        {t('details')}
      </Title>
      <Stack gap={6}>
        {rows.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('noDetails')}
          </Text>
        ) : null}
        {rows.map(([label, value]) => (
          <Group key={label} gap="xs" wrap="nowrap" align="baseline">
            <Text size="xs" c="dimmed" w={96} style={{ flex: 'none' }}>
              {label}
            </Text>
            <div>
              <Text size="sm" className="num" style={{ overflowWrap: 'anywhere' }}>
                {value}
              </Text>
              {value === customer.email ? <EmailBounce customer={customer} /> : null}
            </div>
          </Group>
        ))}
        <Group gap="md" mt="xs" wrap="nowrap">
          <QrCode value={customer.cardCode} size={84} label={t('cardQr', { code })} />
          <div>
            <Text size="xs" c="dimmed">
              {t('card')}
            </Text>
            <Text size="sm" ff="monospace">
              {code}
            </Text>
          </div>
        </Group>
      </Stack>
    </Surface>
  );
}
