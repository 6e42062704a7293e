import { List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { programmeQuery } from '../../shared/programme/programme-query.ts';
import type { Import, Summary } from './import-queries.ts';
import { texts } from './texts.ts';

interface Props {
  kind: Import['kind'];
  summary: Summary;
  /** After the fact, or foreseen. */
  done: boolean;
}

/** What an import does or did, line by line. */
export function Consequences({ kind, summary, done }: Props) {
  const { t, language } = useTexts(texts);
  const words = useTexts(common);
  const format = useFormat();
  const programme = useQuery(programmeQuery).data?.document;
  const unit = programme?.wallets[0]?.unit[language] ?? '';
  const orders = kind === 'orders';
  const posted = { count: summary.posted, revenue: format.money(summary.revenue) };
  const lines = [
    orders
      ? t(done ? 'donePostedOrders' : 'wouldPostOrders', posted)
      : t(done ? 'donePostedCustomers' : 'wouldPostCustomers', posted),
    summary.duplicates > 0
      ? t(orders ? 'wouldDuplicate' : 'wouldDuplicateCustomers', { count: summary.duplicates })
      : null,
    summary.customers > 0 ? t('wouldCustomers', { count: summary.customers }) : null,
    orders && summary.posted > 0
      ? summary.points > 0
        ? t('wouldPoints', { points: `${format.number(summary.points)} ${unit}` })
        : t('noPoints')
      : null,
    ...summary.tiers.map(({ tier, customers }) =>
      t('wouldTier', {
        people: words.t('people', { count: customers }),
        tier: programme?.tiers.find(({ key }) => key === tier)?.name[language] ?? tier,
      }),
    ),
    orders && summary.firstAt && summary.lastAt
      ? t('period', { from: format.date(summary.firstAt), to: format.date(summary.lastAt) })
      : null,
  ].filter((line) => line !== null);
  return (
    <>
      <List spacing={4} className="num">
        {lines.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
        {summary.rejected > 0 ? (
          <List.Item>
            <Text span c="var(--quen-warn)" fw={500}>
              {t('wouldReject', { count: summary.rejected })}
            </Text>
          </List.Item>
        ) : null}
      </List>
      {summary.posted === 0 && summary.duplicates > 0 ? (
        <Text mt="xs" fw={500}>
          {t('nothingNew')}
        </Text>
      ) : null}
      {orders && !summary.dayOrderProven && summary.rows > 0 ? (
        <Text size="sm" c="var(--quen-warn)" mt="xs">
          {t('dayGuess', { order: t(summary.dayOrder) })}
        </Text>
      ) : null}
    </>
  );
}
