import { Table, Text } from '@mantine/core';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { useMonth } from '../../shared/lib/use-month.ts';
import type { RevenueMonth } from './report-queries.ts';
import { texts } from './texts.ts';

/** Month by month, newest first: who came and what they brought. */
export function RevenueTable({ months }: { months: RevenueMonth[] }) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const month = useMonth();
  return (
    <Table.ScrollContainer minWidth={680}>
      <Table fz="sm" horizontalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th />
            {(
              [
                'orders',
                'customers',
                'newCustomers',
                'kept',
                'reactivated',
                'revenueColumn',
                'loyalShare',
              ] as const
            ).map((column) => (
              <Table.Th key={column} ta="right" fw={500}>
                {t(column)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {months.toReversed().map((one) => {
            const total = one.revenue + one.strangerRevenue;
            return (
              <Table.Tr key={one.month}>
                <Table.Th scope="row" fw={500} style={{ whiteSpace: 'nowrap' }}>
                  {month(one.month)}
                  {one.complete ? null : (
                    <Text span size="xs" c="dimmed" fw={400}>
                      {' '}
                      {t('partial')}
                    </Text>
                  )}
                </Table.Th>
                <Table.Td ta="right">{format.number(one.orders)}</Table.Td>
                <Table.Td ta="right">{format.number(one.customers)}</Table.Td>
                <Table.Td ta="right">{format.number(one.newCustomers)}</Table.Td>
                <Table.Td ta="right">{format.number(one.keptCustomers)}</Table.Td>
                <Table.Td ta="right">{format.number(one.reactivated)}</Table.Td>
                <Table.Td ta="right">{format.money(total)}</Table.Td>
                <Table.Td ta="right">
                  {total > 0 ? format.percent(one.loyalRevenue / total) : '–'}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
