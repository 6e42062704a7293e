import { SimpleGrid, Skeleton, Stack } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../shared/i18n/texts.ts';
import { usePeople } from '../../shared/people/use-people.tsx';
import { useBusiness, useMay } from '../../shared/session/me.ts';
import { EmptyState } from '../../shared/ui/empty-state.tsx';
import { ButtonLink } from '../../shared/ui/links.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { Actions } from './actions.tsx';
import { dashboardQuery } from './dashboard-query.ts';
import { Drifting } from './drifting.tsx';
import { GroupsCard } from './groups-card.tsx';
import { PointsCard } from './points-card.tsx';
import { RetentionCard } from './retention-card.tsx';
import { Returning } from './returning.tsx';
import { RevenueCard } from './revenue-card.tsx';
import { texts } from './texts.ts';

/** Who is coming back, who is drifting away, what should I do today? */
export function HomePage() {
  const { t, language } = useTexts(texts);
  const { timeZone } = useBusiness();
  const mayImport = useMay('imports.write');
  const people = usePeople();
  const query = useQuery(dashboardQuery);
  const today = new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    dateStyle: 'full',
    timeZone,
  }).format(new Date());
  return (
    <Page title={t('title')} lead={today}>
      <Loaded query={query} skeleton={<Shape />}>
        {(dashboard) =>
          dashboard.revenue.length === 0 ? (
            <Surface>
              <EmptyState
                icon={IconFileImport}
                title={t('empty')}
                text={t('emptyText')}
                action={mayImport ? <ButtonLink to="/imports">{t('import')}</ButtonLink> : null}
              />
            </Surface>
          ) : (
            <Stack gap="lg">
              <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
                <Returning dashboard={dashboard} onOpen={people.open} />
                <Drifting dashboard={dashboard} onOpen={people.open} />
              </SimpleGrid>
              <Actions actions={dashboard.actions} onOpen={people.open} />
              <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
                <RevenueCard dashboard={dashboard} />
                <GroupsCard dashboard={dashboard} onOpen={people.open} />
                <RetentionCard dashboard={dashboard} />
                <PointsCard dashboard={dashboard} />
              </SimpleGrid>
            </Stack>
          )
        }
      </Loaded>
      {people.drawer}
    </Page>
  );
}

function Shape() {
  return (
    <Stack gap="lg" aria-hidden>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        <Skeleton h={170} radius="lg" />
        <Skeleton h={170} radius="lg" />
      </SimpleGrid>
      <Skeleton h={260} radius="lg" />
    </Stack>
  );
}
