import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useTexts } from '../../shared/i18n/texts.ts';
import { ProblemView } from '../../shared/ui/problem-view.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { type Import, useChangeReading, useImportAction } from './import-queries.ts';
import { MappingTable } from './mapping-table.tsx';
import { ReadingOptions } from './reading-options.tsx';
import { texts } from './texts.ts';

interface Props {
  file: Import;
  onChecking: () => void;
}

/** Which column is what, beside the first rows of the file. */
export function Mapping({ file, onChecking }: Props) {
  const { t, language } = useTexts(texts);
  const change = useChangeReading(file.id);
  const act = useImportAction(file.id);
  const missing = file.missing.map(
    (key) => file.fields.find((field) => field.key === key)?.label[language] ?? key,
  );
  return (
    <Stack gap="lg">
      <Surface>
        <Stack gap="sm">
          <div>
            <Title order={2}>{t('mapTitle')}</Title>
            <Text size="sm" c="dimmed">
              {t('mapLead')}
            </Text>
          </div>
          <MappingTable
            file={file}
            disabled={change.isPending}
            onChange={(mapping) => change.mutate({ mapping })}
          />
          {missing.length > 0 ? (
            <Text size="sm" c="var(--quen-warn)" role="status">
              {t('missing', { fields: missing.join(', ') })}
            </Text>
          ) : null}
          <ProblemView error={change.error} />
        </Stack>
      </Surface>
      <ReadingOptions
        file={file}
        disabled={change.isPending}
        onChange={(reading) => change.mutate(reading)}
      />
      <ProblemView error={act.error} />
      <Group gap="md">
        <Button
          size="md"
          disabled={missing.length > 0 || change.isPending}
          loading={act.isPending}
          onClick={() => act.mutate('check', { onSuccess: onChecking })}
        >
          {t('check')}
        </Button>
        <Text size="sm" c="dimmed">
          {t('checkHint')}
        </Text>
      </Group>
    </Stack>
  );
}
