import { Badge, Group, Select, Stack, Table, Title } from '@mantine/core';
import { IconTicketOff } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { voucherCode } from '../../shared/lib/voucher-code.ts';
import { EmptyState } from '../../shared/ui/empty-state.tsx';
import { TextLink } from '../../shared/ui/links.tsx';
import { Pages } from '../../shared/ui/pages.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { texts } from './texts.ts';
import { campaignsQuery, vouchersQuery } from './voucher-queries.ts';

interface Props {
  campaign: string | null;
  onCampaign: (campaign: string | null) => void;
}

/** Every code that was issued, newest first. */
export function VoucherList({ campaign, onCampaign }: Props) {
  const { t, language } = useTexts(texts);
  const format = useFormat();
  const campaigns = useQuery(campaignsQuery);
  const query = useInfiniteQuery(vouchersQuery(campaign));
  const nameOf = (key: string) =>
    campaigns.data?.items.find((one) => one.key === key)?.name[language] ?? key;
  const now = Date.now();
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2}>{t('codes')}</Title>
        <Select
          aria-label={t('campaign')}
          value={campaign ?? ''}
          onChange={(value) => onCampaign(value || null)}
          data={[
            { value: '', label: t('allCampaigns') },
            ...(campaigns.data?.items ?? []).map(({ key, name }) => ({
              value: key,
              label: name[language],
            })),
          ]}
        />
      </Group>
      <Pages
        query={query}
        empty={
          <Surface>
            <EmptyState icon={IconTicketOff} title={t('noCodes')} text={t('noCodesText')} />
          </Surface>
        }
      >
        {(vouchers) => (
          <Surface flush>
            <Table.ScrollContainer minWidth={760}>
              <Table horizontalSpacing="md">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('code')}</Table.Th>
                    <Table.Th>{t('campaign')}</Table.Th>
                    <Table.Th>{t('state')}</Table.Th>
                    <Table.Th>{t('validUntil')}</Table.Th>
                    <Table.Th>{t('issuedAt')}</Table.Th>
                    <Table.Th />
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {vouchers.map((voucher) => {
                    const over =
                      voucher.state === 'active' &&
                      voucher.validUntil !== null &&
                      Date.parse(voucher.validUntil) <= now;
                    return (
                      <Table.Tr key={voucher.id}>
                        <Table.Td ff="monospace" style={{ whiteSpace: 'nowrap' }}>
                          {voucherCode(voucher.code)}
                        </Table.Td>
                        <Table.Td>{nameOf(voucher.campaign)}</Table.Td>
                        <Table.Td>
                          <Badge color={voucher.state === 'active' && !over ? 'pine' : 'gray'}>
                            {over
                              ? t('expired')
                              : t(voucher.state === 'redeemed' ? 'redeemedState' : voucher.state)}
                          </Badge>
                        </Table.Td>
                        <Table.Td>
                          {voucher.validUntil ? format.date(voucher.validUntil) : t('noEnd')}
                        </Table.Td>
                        <Table.Td>{format.date(voucher.issuedAt)}</Table.Td>
                        <Table.Td>
                          {voucher.customerId ? (
                            <TextLink
                              to="/customers/$id"
                              params={{ id: voucher.customerId }}
                              size="sm"
                            >
                              {t('customer')}
                            </TextLink>
                          ) : null}
                        </Table.Td>
                      </Table.Tr>
                    );
                  })}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          </Surface>
        )}
      </Pages>
    </Stack>
  );
}
