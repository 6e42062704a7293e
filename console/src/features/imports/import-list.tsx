import { Badge, Box, Group, Stack, Text, Title } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { EmptyState } from '../../shared/ui/empty-state.tsx';
import { TextLink } from '../../shared/ui/links.tsx';
import { Pages } from '../../shared/ui/pages.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { importsQuery } from './import-queries.ts';
import { stateColour } from './state-colour.ts';
import { texts } from './texts.ts';

export function ImportList() {
  const { t } = useTexts(texts);
  const format = useFormat();
  const query = useInfiniteQuery(importsQuery);
  return (
    <Stack gap="sm">
      <Title order={2}>{t('history')}</Title>
      <Pages
        query={query}
        empty={
          <Surface>
            <EmptyState icon={IconFileImport} title={t('none')} text={t('noneText')} />
          </Surface>
        }
      >
        {(items) =>
          items.map((item) => (
            <Surface key={item.id}>
              <Group justify="space-between" gap="sm">
                <Box style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
                  <TextLink to="/imports/$id" params={{ id: item.id }} fw={600} c="inherit">
                    {item.fileName}
                  </TextLink>
                  <Text size="sm" c="dimmed" className="num">
                    {t(item.kind)} · {format.dateTime(item.createdAt)}
                  </Text>
                  {item.summary ? (
                    <Text size="sm" className="num">
                      {t('listLine', {
                        posted: format.number(item.posted),
                        duplicates: format.number(item.duplicates),
                        rejected: format.number(item.rejected),
                      })}
                    </Text>
                  ) : null}
                </Box>
                <Badge color={stateColour(item.state)}>{t(`state_${item.state}`)}</Badge>
              </Group>
            </Surface>
          ))
        }
      </Pages>
    </Stack>
  );
}
