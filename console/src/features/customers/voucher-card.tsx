import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconGift } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { voucherCode } from '../../shared/lib/voucher-code.ts';
import { useMay } from '../../shared/session/me.ts';
import { Lines, Loaded } from '../../shared/ui/loaded.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { type Customer, customerVouchersQuery } from './customer-queries.ts';
import { GiveVoucherDialog } from './give-voucher-dialog.tsx';
import { texts } from './texts.ts';

export function VoucherCard({ customer }: { customer: Customer }) {
  const { t, language } = useTexts(texts);
  const format = useFormat();
  const mayGive = useMay('vouchers.issue');
  const query = useQuery(customerVouchersQuery(customer.id));
  const [giving, dialog] = useDisclosure();
  return (
    <Surface>
      <Group justify="space-between" mb={6}>
        <Title order={2}>{t('vouchers')}</Title>
        {mayGive ? (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconGift size={16} />}
            onClick={dialog.open}
          >
            {t('give')}
          </Button>
        ) : null}
      </Group>
      <Loaded query={query} skeleton={<Lines count={2} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('noVouchers')}
            </Text>
          ) : (
            <Stack gap="sm">
              {items.slice(0, 6).map((voucher) => (
                <div key={voucher.id}>
                  <Group justify="space-between" wrap="nowrap" gap="xs">
                    <Text size="sm" fw={500}>
                      {voucher.name[language]}
                    </Text>
                    <Badge
                      color={voucher.state === 'active' ? 'pine' : 'gray'}
                      style={{ flex: 'none' }}
                    >
                      {t(`state_${voucher.state}`)}
                    </Badge>
                  </Group>
                  <Text size="xs" c="dimmed">
                    <Text span ff="monospace">
                      {voucherCode(voucher.code)}
                    </Text>
                    {' · '}
                    {voucher.validUntil
                      ? t('validUntil', {
                          date: format.date(new Date(Date.parse(voucher.validUntil) - 1)),
                        })
                      : t('noEnd')}
                  </Text>
                </div>
              ))}
            </Stack>
          )
        }
      </Loaded>
      {giving ? <GiveVoucherDialog customer={customer} onClose={dialog.close} /> : null}
    </Surface>
  );
}
