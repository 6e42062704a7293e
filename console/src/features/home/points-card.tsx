import { Text } from '@mantine/core';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { useMonth } from '../../shared/lib/use-month.ts';
import { TextLink } from '../../shared/ui/links.tsx';
import { ShareBar } from '../../shared/ui/share-bar.tsx';
import { Card } from './card.tsx';
import type { Dashboard } from './dashboard-query.ts';
import { texts } from './texts.ts';

export function PointsCard({ dashboard: { points } }: { dashboard: Dashboard }) {
  const { t, language } = useTexts(texts);
  const format = useFormat();
  const month = useMonth();
  const last = points.months.at(-1);
  const issued = points.months.reduce((sum, one) => sum + one.issued, 0);
  const spent = points.months.reduce((sum, one) => sum + one.spent, 0);
  const unit = points.unit[language];
  return (
    <Card
      title={t('points')}
      link={
        <TextLink to="/reports" search={{ report: 'liability' }} size="sm">
          {t('openPoints')}
        </TextLink>
      }
    >
      {last ? (
        <Text className="num">
          {t('pointsSentence', {
            month: month(last.month),
            issued: `${format.number(last.issued)} ${unit}`,
            spent: `${format.number(last.spent)} ${unit}`,
          })}
        </Text>
      ) : null}
      {issued > 0 ? (
        <>
          <ShareBar share={spent / issued} />
          <Text size="sm" c="dimmed">
            {t('pointsUsed', { unit, count: Math.round((100 * spent) / issued) })}
          </Text>
        </>
      ) : null}
    </Card>
  );
}
