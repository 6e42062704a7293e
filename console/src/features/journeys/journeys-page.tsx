import { Badge, Group, Stack, Text } from '@mantine/core';
import { IconRoute } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { DraftBar } from '../../shared/programme/draft/draft-bar.tsx';
import { DraftProvider } from '../../shared/programme/draft/draft-provider.tsx';
import { useDraft } from '../../shared/programme/draft/use-draft.ts';
import { EmptyState } from '../../shared/ui/empty-state.tsx';
import { TextLink } from '../../shared/ui/links.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { type JourneyItem, journeysQuery } from './journey-queries.ts';
import { Plays } from './plays.tsx';
import { StatusBadge } from './status-badge.tsx';
import { texts } from './texts.ts';

export function JourneysPage() {
  const { t } = useTexts(texts);
  return (
    <Page title={t('title')} lead={t('lead')} width={960}>
      <DraftProvider>
        <Journeys />
      </DraftProvider>
    </Page>
  );
}

function Journeys() {
  const { t, language } = useTexts(texts);
  const query = useQuery(journeysQuery);
  const { document } = useDraft();
  return (
    <Stack gap="lg">
      <Loaded query={query}>
        {({ items }) => {
          const drafted = document.journeys.filter(
            ({ key }) => !items.some((item) => item.key === key),
          );
          if (items.length + drafted.length === 0) {
            return (
              <Surface>
                <EmptyState icon={IconRoute} title={t('none')} text={t('noneText')} />
              </Surface>
            );
          }
          return (
            <Stack gap="sm">
              {items.map((journey) => (
                <JourneyRow key={journey.key} journey={journey} />
              ))}
              {drafted.map((journey) => (
                <Surface key={journey.key}>
                  <Group justify="space-between" gap="sm">
                    <TextLink
                      to="/journeys/$key"
                      params={{ key: journey.key }}
                      fw={600}
                      c="inherit"
                    >
                      {journey.name[language]}
                    </TextLink>
                    <Badge color="gray">{t('status_draft')}</Badge>
                  </Group>
                  <Text size="sm" c="dimmed">
                    {t('draftHint')}
                  </Text>
                </Surface>
              ))}
            </Stack>
          );
        }}
      </Loaded>
      <Plays />
      <DraftBar />
    </Stack>
  );
}

function JourneyRow({ journey }: { journey: JourneyItem }) {
  const { t, language } = useTexts(texts);
  const format = useFormat();
  return (
    <Surface>
      <Group justify="space-between" gap="sm">
        <TextLink to="/journeys/$key" params={{ key: journey.key }} fw={600} c="inherit">
          {journey.name[language]}
        </TextLink>
        <StatusBadge status={journey.status} />
      </Group>
      <Text size="sm" c="dimmed" className="num">
        {journey.status === 'ready'
          ? t('neverRan')
          : t('line', {
              entered: format.number(journey.entered),
              sent: format.number(journey.sent),
              wonBack: format.number(journey.wonBack),
              revenue: format.money(journey.revenue),
            })}
      </Text>
      {journey.inProgramme ? null : (
        <Text size="xs" c="var(--quen-warn)">
          {t('gone')}
        </Text>
      )}
    </Surface>
  );
}
