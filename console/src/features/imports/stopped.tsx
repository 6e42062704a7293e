import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { ProblemView } from '../../shared/ui/problem-view.tsx';
import { type Import, useImportAction } from './import-queries.ts';
import { texts } from './texts.ts';

/** An import that failed or was stopped: what is recorded, and how to go on. */
export function Stopped({ file }: { file: Import }) {
  const { t, language } = useTexts(texts);
  const format = useFormat();
  const act = useImportAction(file.id);
  const failed = file.state === 'failed';
  return (
    <Alert
      color={failed ? 'brick' : 'gray'}
      title={t(failed ? 'failedTitle' : 'cancelledTitle')}
      role={failed ? 'alert' : undefined}
    >
      <Stack gap="xs">
        {file.error ? <Text size="sm">{file.error.message[language]}</Text> : null}
        {file.summary ? (
          <Text size="sm" className="num">
            {t('listLine', {
              posted: format.number(file.posted),
              duplicates: format.number(file.duplicates),
              rejected: format.number(file.rejected),
            })}
          </Text>
        ) : null}
        <ProblemView error={act.error} />
        {file.resumable ? (
          <Group>
            <Button size="xs" loading={act.isPending} onClick={() => act.mutate('run')}>
              {t('resume')}
            </Button>
          </Group>
        ) : null}
      </Stack>
    </Alert>
  );
}
