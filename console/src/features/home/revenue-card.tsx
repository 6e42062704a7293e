import { Text } from '@mantine/core';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { useMonth } from '../../shared/lib/use-month.ts';
import { TextLink } from '../../shared/ui/links.tsx';
import { RevenueBars } from '../../shared/ui/revenue-bars.tsx';
import { Card } from './card.tsx';
import type { Dashboard } from './dashboard-query.ts';
import { texts } from './texts.ts';

export function RevenueCard({ dashboard: { revenue } }: { dashboard: Dashboard }) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const month = useMonth();
  const last = revenue.findLast(({ complete }) => complete) ?? revenue.at(-1);
  const total = last ? last.loyal + last.other + last.strangers : 0;
  return (
    <Card
      title={t('revenue')}
      link={
        <TextLink to="/reports" search={{ report: 'revenue' }} size="sm">
          {t('openRevenue')}
        </TextLink>
      }
    >
      {last ? (
        <Text>
          {t('revenueSentence', {
            month: month(last.month),
            amount: format.money(last.loyal),
            share: format.percent(last.loyal / Math.max(1, total)),
          })}
        </Text>
      ) : null}
      <RevenueBars months={revenue} height={110} />
    </Card>
  );
}
