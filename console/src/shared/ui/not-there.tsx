import { IconMapQuestion } from '@tabler/icons-react';
import { common } from '../i18n/common.ts';
import { useTexts } from '../i18n/texts.ts';
import { EmptyState } from './empty-state.tsx';
import { ButtonLink } from './links.tsx';

/** What the address names is not there, or not any more: trying again would not help. */
export function NotThere() {
  const { t } = useTexts(common);
  return (
    <EmptyState
      icon={IconMapQuestion}
      title={t('notFound')}
      text={t('notFoundText')}
      action={<ButtonLink to="/">{t('goHome')}</ButtonLink>}
    />
  );
}
