import { Button, Group, Stack, Title } from '@mantine/core';
import { useTexts } from '../../shared/i18n/texts.ts';
import { ProblemView } from '../../shared/ui/problem-view.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { Consequences } from './consequences.tsx';
import { type Import, type Summary, useImportAction } from './import-queries.ts';
import { Reasons } from './reasons.tsx';
import { texts } from './texts.ts';

interface Props {
  file: Import;
  forecast: Summary;
  /** Back to the columns. */
  onChange: () => void;
}

/** What the dry run found: consequences before commitment. */
export function Forecast({ file, forecast, onChange }: Props) {
  const { t } = useTexts(texts);
  const act = useImportAction(file.id);
  return (
    <Surface>
      <Stack>
        <Title order={2}>{t('checkedTitle')}</Title>
        <div>
          <Consequences kind={file.kind} summary={forecast} done={false} />
        </div>
        <Reasons file={file} summary={forecast} />
        <ProblemView error={act.error} />
        <Group>
          <Button size="md" loading={act.isPending} onClick={() => act.mutate('run')}>
            {t('run')}
          </Button>
          <Button variant="default" size="md" onClick={onChange}>
            {t('changeMapping')}
          </Button>
        </Group>
      </Stack>
    </Surface>
  );
}
