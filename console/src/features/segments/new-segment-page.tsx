import { notifications } from '@mantine/notifications';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTexts } from '../../shared/i18n/texts.ts';
import { BackLink } from '../../shared/ui/back-link.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { SegmentEditor } from './segment-editor.tsx';
import { texts } from './texts.ts';

export function NewSegmentPage() {
  const { t } = useTexts(texts);
  const { condition } = useSearch({ from: '/signed-in/shell/segments/new' });
  const navigate = useNavigate();
  return (
    <Page
      title={t('newTitle')}
      lead={t('newLead')}
      back={<BackLink to="/segments">{t('backToList')}</BackLink>}
      width={1280}
    >
      <SegmentEditor
        start={condition ?? null}
        onSaved={(segment) => {
          notifications.show({ message: t('saved', { name: segment.name }) });
          void navigate({ to: '/segments/$id', params: { id: segment.id } });
        }}
      />
    </Page>
  );
}
