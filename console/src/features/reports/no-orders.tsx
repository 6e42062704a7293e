import { IconChartHistogram } from '@tabler/icons-react';
import { useTexts } from '../../shared/i18n/texts.ts';
import { EmptyState } from '../../shared/ui/empty-state.tsx';
import { ButtonLink } from '../../shared/ui/links.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { texts } from './texts.ts';

export function NoOrders() {
  const { t } = useTexts(texts);
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
