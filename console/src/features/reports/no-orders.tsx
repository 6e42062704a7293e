import { IconChartHistogram } from '@tabler/icons-react';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { EmptyState } from '../../shared/ui/empty-state.tsx';
import { ButtonLink } from '../../shared/ui/links.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import type { ReportProps } from './reports-page.tsx';
import { texts } from './texts.ts';

/** No order up to that day: of a day in the past it says nothing about today. */
export function NoOrders({ asOf }: ReportProps) {
  const { t } = useTexts(texts);
  const format = useFormat();
  if (asOf) {
    return (
      <Surface>
        <EmptyState
          icon={IconChartHistogram}
          title={t('emptyThen', { date: format.date(`${asOf}T12:00:00Z`) })}
          text={t('emptyThenText')}
        />
      </Surface>
    );
  }
  return (
    <Surface>
      <EmptyState
        icon={IconChartHistogram}
        title={t('empty')}
        text={t('emptyText')}
        action={<ButtonLink to="/imports">{t('import')}</ButtonLink>}
      />
    </Surface>
  );
}
