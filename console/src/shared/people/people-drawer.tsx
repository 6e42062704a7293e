import { Group, Stack, Text } from '@mantine/core';
import type { Condition } from '@quen/contracts/conditions.ts';
import { IconMoodEmpty } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { common } from '../i18n/common.ts';
import { useTexts } from '../i18n/texts.ts';
import { useMay } from '../session/me.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { MoreButton } from '../ui/pages.tsx';
import { SideSheet } from '../ui/side-sheet.tsx';
import { PeopleList } from './people-list.tsx';
import { previewQuery } from './preview-query.ts';
import { texts } from './texts.ts';

interface Props {
  title: string;
  /** null while closed. */
  condition: Condition | null;
  onClose: () => void;
}

/** The people behind a number. */
export function PeopleDrawer({ title, condition, onClose }: Props) {
  return (
    <SideSheet opened={condition !== null} onClose={onClose} size="lg" title={title}>
      {condition ? <People title={title} condition={condition} /> : null}
    </SideSheet>
  );
}

function People({ title, condition }: { title: string; condition: Condition }) {
  const { t, language } = useTexts(texts);
  const words = useTexts(common);
  const maySave = useMay('segments.write');
  const query = useInfiniteQuery(previewQuery(condition));
  return (
    <Loaded query={query}>
      {({ pages }) => {
        const first = pages[0];
        if (!first) return null;
        const people = pages.flatMap((page) => page.sample);
        return (
          <Stack>
            <Group justify="space-between" gap="sm">
              <Text fw={600}>{words.t('people', { count: first.count })}</Text>
              {maySave ? (
                <ButtonLink to="/segments/new" search={{ condition }} size="xs" variant="default">
                  {t('saveAsSegment')}
                </ButtonLink>
              ) : null}
            </Group>
            <Text size="sm" c="dimmed">
              {first.sentence[language]}
            </Text>
            {people.length > 0 ? (
              <PeopleList people={people} label={title} />
            ) : (
              <EmptyState icon={IconMoodEmpty} title={t('nobody')} text={t('nobodyText')} />
            )}
            <MoreButton query={query} />
          </Stack>
        );
      }}
    </Loaded>
  );
}
