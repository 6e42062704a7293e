import { Progress as Bar, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { type Import, useImportAction } from './import-queries.ts';
import { texts } from './texts.ts';

/** How far a dry run or an import is. */
export function Progress({ file }: { file: Import }) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const act = useImportAction(file.id);
  const [asking, dialog] = useDisclosure();
  const checking = file.state === 'checking';
  const counts = checking ? file.forecast : file.summary;
  const rows = counts?.rows ?? file.rows;
  const share = file.totalRows ? rows / file.totalRows : 0;
  const stop = () => act.mutate('cancel', { onSuccess: dialog.close });
  return (
    <Surface>
      <Stack>
        <Title order={2}>{checking ? t('checking') : t('running')}</Title>
        <Bar.Root size="xl" radius="xl">
          <Bar.Section
            value={share * 100}
            animated
            aria-label={checking ? t('checking') : t('running')}
          />
        </Bar.Root>
        <Group justify="space-between">
          <Text className="num" role="status">
            {file.totalRows === null
              ? t('rows', { count: rows })
              : t('progress', {
                  rows: format.number(rows),
                  total: format.number(file.totalRows),
                })}
            {counts && counts.rowsPerSecond > 0 ? (
              <Text span c="dimmed">
                {' · '}
                {t('speed', { count: counts.rowsPerSecond })}
              </Text>
            ) : null}
          </Text>
          <Button
            variant="default"
            loading={checking && act.isPending}
            onClick={checking ? stop : dialog.open}
          >
            {checking ? t('cancelCheck') : t('cancel')}
          </Button>
        </Group>
        {!checking && counts ? (
          <Text size="sm" c="dimmed" className="num">
            {t('listLine', {
              posted: format.number(counts.posted),
              duplicates: format.number(counts.duplicates),
              rejected: format.number(counts.rejected),
            })}
          </Text>
        ) : null}
      </Stack>
      <ConfirmDialog
        opened={asking}
        onClose={dialog.close}
        title={t('cancelTitle')}
        confirm={t('cancel')}
        danger
        pending={act.isPending}
        error={act.error}
        onConfirm={stop}
      >
        {t('cancelText')}
      </ConfirmDialog>
    </Surface>
  );
}
