import { Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { Condition } from '@quen/contracts/conditions.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { PeopleList } from '../../shared/people/people-list.tsx';
import { previewQuery } from '../../shared/people/preview-query.ts';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import classes from './segment-editor.module.css';
import { texts } from './texts.ts';

/** Counts as the condition changes: how many, in words, and a few of them. */
export function LivePreview({ condition }: { condition: Condition | undefined }) {
  const { t, language } = useTexts(texts);
  const words = useTexts(common);
  const [settled] = useDebouncedValue(condition, 250);
  const query = useInfiniteQuery({
    ...previewQuery(settled ?? { all: [] }, 8),
    enabled: settled !== undefined,
    placeholderData: keepPreviousData,
  });
  return (
    <Surface className={classes.aside} aria-live="polite">
      <Title order={2} mb="sm">
        {t('preview')}
      </Title>
      {!settled && !query.data ? (
        <Text c="dimmed" size="sm">
          {t('previewEmpty')}
        </Text>
      ) : (
        <Loaded query={query}>
          {({ pages: [found] }) =>
            found ? (
              <Stack gap="sm" className={condition ? undefined : classes.stale}>
                <Text fz={30} fw={600} lh={1.1} className="num">
                  {words.t('people', { count: found.count })}
                </Text>
                <Text size="sm">{found.sentence[language]}</Text>
                <Text size="xs" c="dimmed">
                  {condition
                    ? t('computedIn', { count: Math.round(found.computedInMs) })
                    : t('unfinished')}
                </Text>
                {found.sample.length > 0 ? (
                  <PeopleList people={found.sample} label={t('sample')} />
                ) : null}
              </Stack>
            ) : null
          }
        </Loaded>
      )}
    </Surface>
  );
}
