import { Group, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { ButtonLink } from '../../shared/ui/links.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { Consequences } from './consequences.tsx';
import type { Import } from './import-queries.ts';
import { Reasons } from './reasons.tsx';
import { texts } from './texts.ts';

/** What the import did, and where to look next. */
export function Done({ file }: { file: Import }) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const { summary } = file;
  if (!summary) return null;
  return (
    <Surface>
      <Stack>
        <Group gap="xs">
          <IconCircleCheck color="var(--quen-accent)" aria-hidden />
          <Title order={2} role="status">
            {t('doneTitle')}
          </Title>
        </Group>
        <div>
          <Consequences kind={file.kind} summary={summary} done />
        </div>
        <Text size="sm" c="dimmed" className="num">
          {t('doneTook', {
            seconds: format.number(Math.max(0.1, Math.round(summary.seconds * 10) / 10)),
            speed: t('speed', { count: summary.rowsPerSecond }),
          })}
        </Text>
        <Reasons file={file} summary={summary} />
        <Group>
          <ButtonLink to="/">{t('seeHome')}</ButtonLink>
          <ButtonLink to="/customers" variant="default">
            {t('seeCustomers')}
          </ButtonLink>
        </Group>
      </Stack>
    </Surface>
  );
}
