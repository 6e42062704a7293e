import { Stack } from '@mantine/core';
import { useTexts } from '../../shared/i18n/texts.ts';
import { Page } from '../../shared/ui/page.tsx';
import { ImportList } from './import-list.tsx';
import { texts } from './texts.ts';
import { UploadForm } from './upload-form.tsx';

export function ImportsPage() {
  const { t } = useTexts(texts);
  return (
    <Page title={t('title')} lead={t('lead')} width={900}>
      <Stack gap="xl">
        <UploadForm />
        <ImportList />
      </Stack>
    </Page>
  );
}
