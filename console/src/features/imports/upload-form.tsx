import '@mantine/dropzone/styles.layer.css';
import { Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileSpreadsheet, IconFileUpload } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTexts } from '../../shared/i18n/texts.ts';
import { ProblemView } from '../../shared/ui/problem-view.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import type { Import } from './import-queries.ts';
import { texts } from './texts.ts';
import { useUpload } from './use-upload.ts';

const accepted = {
  'text/csv': ['.csv', '.txt'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['.xlsx'],
};

export function UploadForm() {
  const { t } = useTexts(texts);
  const navigate = useNavigate();
  const [kind, setKind] = useState<Import['kind']>('orders');
  const [source, setSource] = useState('pos');
  const [wrong, setWrong] = useState(false);
  const upload = useUpload();

  function send([file]: File[]) {
    if (!file) return;
    setWrong(false);
    upload.mutate(
      { file, kind, source: source.trim() || 'import' },
      { onSuccess: ({ id }) => navigate({ to: '/imports/$id', params: { id } }) },
    );
  }

  return (
    <Surface>
      <Stack>
        <Group gap="xl" align="flex-start">
          <div>
            <Text size="sm" fw={500} mb={4} id="import-kind">
              {t('kind')}
            </Text>
            <SegmentedControl
              aria-labelledby="import-kind"
              value={kind}
              onChange={(value) => setKind(value as Import['kind'])}
              data={[
                { value: 'orders', label: t('orders') },
                { value: 'customers', label: t('customers') },
              ]}
            />
          </div>
          <TextInput
            label={t('source')}
            description={t('sourceHint')}
            inputWrapperOrder={['label', 'input', 'description']}
            flex="1 1 240px"
            maxLength={40}
            value={source}
            onChange={(event) => setSource(event.currentTarget.value)}
          />
        </Group>
        <Dropzone
          onDrop={send}
          onReject={() => setWrong(true)}
          accept={accepted}
          maxFiles={1}
          multiple={false}
          loading={upload.isPending}
          inputProps={{ 'aria-label': t('drop') }}
          p="xl"
        >
          <Stack align="center" gap={6} style={{ pointerEvents: 'none' }}>
            <Dropzone.Accept>
              <IconFileUpload size={44} stroke={1.3} color="var(--quen-accent)" aria-hidden />
            </Dropzone.Accept>
            <Dropzone.Idle>
              <IconFileSpreadsheet size={44} stroke={1.3} color="var(--quen-accent)" aria-hidden />
            </Dropzone.Idle>
            <Dropzone.Reject>
              <IconFileSpreadsheet size={44} stroke={1.3} color="var(--quen-bad)" aria-hidden />
            </Dropzone.Reject>
            <Text fw={500} ta="center">
              {upload.isPending ? t('uploading') : t('drop')}
            </Text>
            <Text size="sm" c="dimmed" ta="center">
              {t('dropHint')}
            </Text>
          </Stack>
        </Dropzone>
        {wrong ? (
          <Text size="sm" c="var(--quen-bad)" role="alert">
            {t('wrongFile')}
          </Text>
        ) : null}
        <ProblemView error={upload.error} />
      </Stack>
    </Surface>
  );
}
