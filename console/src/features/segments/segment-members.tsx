import { Stack, Text } from '@mantine/core';
import { IconMoodEmpty } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { PeopleTable } from '../../shared/people/people-table.tsx';
import { EmptyState } from '../../shared/ui/empty-state.tsx';
import { Lines } from '../../shared/ui/loaded.tsx';
import { Pages } from '../../shared/ui/pages.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { type Segment, segmentMembersQuery } from './segment-queries.ts';
import { texts } from './texts.ts';

/** Who is in a saved segment. */
export function SegmentMembers({ segment }: { segment: Segment }) {
  const { t } = useTexts(texts);
  const words = useTexts(common);
  const format = useFormat();
  const query = useInfiniteQuery(segmentMembersQuery(segment.id));
  return (
    <Stack gap="sm">
      <Text>
        <Text span fw={600}>
          {words.t('people', { count: segment.members })}
        </Text>
        <Text span c="dimmed" size="sm">
          {' · '}
          {segment.computedAt
            ? t('computed', { when: format.ago(segment.computedAt) })
            : t('computing')}
        </Text>
      </Text>
      <Pages
        query={query}
        skeleton={
          <Surface>
            <Lines count={8} />
          </Surface>
        }
        empty={
          <Surface>
            <EmptyState icon={IconMoodEmpty} title={t('nobody')} text={t('nobodyText')} />
          </Surface>
        }
      >
        {(people) => (
          <Surface flush>
            <PeopleTable people={people} caption={segment.name} />
          </Surface>
        )}
      </Pages>
    </Stack>
  );
}
