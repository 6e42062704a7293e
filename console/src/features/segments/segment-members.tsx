import { Button, Stack, Text } from '@mantine/core';
import { IconMoodEmpty } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { PeopleTable } from '../../shared/people/people-table.tsx';
import { EmptyState } from '../../shared/ui/empty-state.tsx';
import { Lines, Loaded } from '../../shared/ui/loaded.tsx';
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
      <Surface flush>
        <Loaded query={query} skeleton={<Lines count={8} />}>
          {({ pages }) => {
            const people = pages.flatMap((page) => page.items);
            return people.length > 0 ? (
              <PeopleTable people={people} caption={segment.name} />
            ) : (
              <EmptyState icon={IconMoodEmpty} title={t('nobody')} text={t('nobodyText')} />
            );
          }}
        </Loaded>
      </Surface>
      {query.hasNextPage ? (
        <Button
          variant="default"
          mx="auto"
          loading={query.isFetchingNextPage}
          onClick={() => query.fetchNextPage()}
        >
          {words.t('more')}
        </Button>
      ) : null}
    </Stack>
  );
}
