import { Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { useMonth } from '../../shared/lib/use-month.ts';
import { Lines, Loaded } from '../../shared/ui/loaded.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { NoOrders } from './no-orders.tsx';
import { liabilityQuery, type WalletLiability } from './report-queries.ts';
import type { ReportProps } from './reports-page.tsx';
import { texts } from './texts.ts';

/** What customers hold and what it would cost, wallet by wallet. */
export function LiabilitySection({ asOf }: ReportProps) {
  const { language } = useTexts(texts);
  const query = useQuery(liabilityQuery(asOf));
  return (
    <Loaded query={query} skeleton={<Lines count={10} />}>
      {({ wallets, definitions }) =>
        wallets.length === 0 ? (
          <NoOrders asOf={asOf} />
        ) : (
          <Stack gap="lg">
            {wallets.map((wallet) => (
              <WalletSection key={wallet.wallet} wallet={wallet} />
            ))}
            <Text size="xs" c="dimmed">
              {definitions.liability[language]}
            </Text>
          </Stack>
        )
      }
    </Loaded>
  );
}

function WalletSection({ wallet }: { wallet: WalletLiability }) {
  const { t, language } = useTexts(texts);
  const format = useFormat();
  const unit = wallet.unit[language];
  const amount = (value: number) => `${format.number(value)} ${unit}`;
  return (
    <Surface>
      <Stack gap="sm">
        <Title order={2}>{wallet.name[language]}</Title>
        <Text>
          {t(wallet.value === null ? 'heldSentence' : 'liabilitySentence', {
            points: amount(wallet.outstanding),
            value: format.money(wallet.value),
          })}
        </Text>
        <Text size="sm" c="dimmed" className="num">
          {t('movements', {
            issued: amount(wallet.issued),
            spent: amount(wallet.spent),
            expired: amount(wallet.expired),
            takenBack: amount(wallet.takenBack),
          })}
        </Text>
        {wallet.byExpiry ? <Expiries rows={wallet.byExpiry} /> : null}
      </Stack>
    </Surface>
  );
}

function Expiries({ rows }: { rows: NonNullable<WalletLiability['byExpiry']> }) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const month = useMonth();
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th fw={500}>{t('liabilityByMonth')}</Table.Th>
            <Table.Th fw={500} ta="right">
              {t('pointsColumn')}
            </Table.Th>
            <Table.Th fw={500} ta="right">
              {t('valueColumn')}
            </Table.Th>
            <Table.Th fw={500} ta="right">
              {t('holders')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.month ?? 'never'}>
              <Table.Td>{row.month ? month(row.month) : t('noExpiry')}</Table.Td>
              <Table.Td ta="right">{format.number(row.amount)}</Table.Td>
              <Table.Td ta="right">{format.money(row.value)}</Table.Td>
              <Table.Td ta="right">{format.number(row.customers)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
