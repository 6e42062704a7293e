import { Text } from '@mantine/core';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { useMonth } from '../../shared/lib/use-month.ts';
import { TextLink } from '../../shared/ui/links.tsx';
import { ShareBar } from '../../shared/ui/share-bar.tsx';
import { Card } from './card.tsx';
import type { Dashboard } from './dashboard-query.ts';
import { texts } from './texts.ts';

export function RetentionCard({ dashboard: { retention } }: { dashboard: Dashboard }) {
  const { t, language } = useTexts(texts);
  const format = useFormat();
  const month = useMonth();
  if (!retention) return null;
  return (
    <Card
      title={t('retention')}
      link={
        <TextLink to="/reports" search={{ report: 'retention' }} size="sm">
          {t('openRetention')}
        </TextLink>
      }
    >
      <Text>{retention.sentence[language]}</Text>
      <ShareBar share={retention.rate} />
      {retention.before ? (
        <Text size="sm" c="dimmed">
          {t('retentionBefore', {
            month: month(retention.before.month),
            share: format.percent(retention.before.rate),
          })}
        </Text>
      ) : null}
    </Card>
  );
}
