import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { Programme } from '@quen/contracts/programme.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../../shared/api/api.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { useDraft } from '../../shared/programme/draft/use-draft.ts';
import { useActorName } from '../../shared/session/use-actor-name.ts';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { Section } from './section.tsx';
import { texts } from './texts.ts';
import { versionsQuery } from './versions-query.ts';

/** Every publication, and the way back to an earlier one. */
export function HistorySection() {
  const { t } = useTexts(texts);
  const format = useFormat();
  const actorName = useActorName();
  const query = useQuery(versionsQuery);
  const { publishedVersion, edit, mayWrite } = useDraft();
  const restore = useMutation({
    mutationFn: (version: number) => api.get('/v1/programme', { params: { query: { version } } }),
    onSuccess: ({ version, document }) => {
      edit(() => document as unknown as Programme);
      notifications.show({ message: t('restored', { version }) });
    },
  });
  return (
    <Section title={t('history')} lead={t('historyLead')}>
      <Loaded query={query}>
        {({ items }) => (
          <Stack gap="sm">
            {items.map((version) => (
              <Surface key={version.version}>
                <Group justify="space-between" gap="sm">
                  <div>
                    <Group gap="xs">
                      <Text fw={600}>{t('version', { version: version.version })}</Text>
                      {version.version === publishedVersion ? (
                        <Badge>{t('runningNow')}</Badge>
                      ) : null}
                    </Group>
                    <Text size="sm">{version.note ?? t('noNote')}</Text>
                    <Text size="xs" c="dimmed">
                      {t('publishedBy', {
                        name: actorName(version.publishedBy),
                        when: format.dateTime(version.publishedAt),
                      })}
                    </Text>
                  </div>
                  {mayWrite && version.version !== publishedVersion ? (
                    <Button
                      variant="default"
                      size="xs"
                      loading={restore.isPending && restore.variables === version.version}
                      onClick={() => restore.mutate(version.version)}
                    >
                      {t('restore')}
                    </Button>
                  ) : null}
                </Group>
              </Surface>
            ))}
          </Stack>
        )}
      </Loaded>
    </Section>
  );
}
