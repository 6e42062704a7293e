import { Group, Stack, Text, Title } from '@mantine/core';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { CsvButton } from '../../shared/ui/csv-button.tsx';
import type { Import, Summary } from './import-queries.ts';
import { texts } from './texts.ts';

interface Props {
  file: Import;
  summary: Summary;
}

/** Why rows were rejected, and the file to fix them in. */
export function Reasons({ file, summary }: Props) {
  const { t, language } = useTexts(texts);
  const format = useFormat();
  if (summary.rejected === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={3}>{t('reasons')}</Title>
      {summary.reasons.map((reason) => (
        <div key={reason.code}>
          <Text size="sm">{reason.message[language]}</Text>
          <Text size="xs" c="dimmed" className="num">
            {reason.row === null
              ? t('rows', { count: reason.rows })
              : t('reasonRow', {
                  rows: t('rows', { count: reason.rows }),
                  row: format.number(reason.row),
                })}
          </Text>
        </div>
      ))}
      <Group gap="md" mt="xs">
        <CsvButton
          address={`/v1/imports/${file.id}/rejects.csv?locale=${language}`}
          fileName={`rejects-${file.fileName.replace(/\.\w+$/, '')}.csv`}
          label={t('downloadRejects')}
        />
        <Text size="xs" c="dimmed" maw={420}>
          {t('rejectsHint')}
        </Text>
      </Group>
    </Stack>
  );
}
