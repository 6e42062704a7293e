import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { IconFilterHeart, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { useMay } from '../../shared/session/me.ts';
import { EmptyState } from '../../shared/ui/empty-state.tsx';
import { ButtonLink, TextLink } from '../../shared/ui/links.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { Ideas } from './ideas.tsx';
import { type Segment, segmentsQuery } from './segment-queries.ts';
import classes from './segments-page.module.css';
import { texts } from './texts.ts';

export function SegmentsPage() {
  const { t } = useTexts(texts);
  const mayWrite = useMay('segments.write');
  const query = useQuery(segmentsQuery);
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        mayWrite ? (
          <ButtonLink to="/segments/new" leftSection={<IconPlus size={18} />}>
            {t('create')}
          </ButtonLink>
        ) : null
      }
    >
      <Stack gap="xl">
        <Surface flush>
          <Box px="lg">
            <Loaded query={query}>
              {({ items }) =>
                items.length > 0 ? (
                  <ul className={classes.list}>
                    {items.map((segment) => (
                      <SegmentRow key={segment.id} segment={segment} />
                    ))}
                  </ul>
                ) : (
                  <EmptyState icon={IconFilterHeart} title={t('none')} text={t('noneText')} />
                )
              }
            </Loaded>
          </Box>
        </Surface>
        {mayWrite ? (
          <Stack gap="sm">
            <Title order={2}>{t('ideas')}</Title>
            <Ideas />
          </Stack>
        ) : null}
      </Stack>
    </Page>
  );
}

function SegmentRow({ segment }: { segment: Segment }) {
  const { t, language } = useTexts(texts);
  const words = useTexts(common);
  const format = useFormat();
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <TextLink
          to="/segments/$id"
          params={{ id: segment.id }}
          fw={600}
          c="inherit"
          className={classes.link}
        >
          {segment.name}
        </TextLink>
        <Text size="sm" c="dimmed">
          {segment.sentence[language]}
        </Text>
      </div>
      <Group gap={2} className={classes.count}>
        <Text fw={600} className="num">
          {words.t('people', { count: segment.members })}
        </Text>
        <Text size="xs" c="dimmed">
          {segment.computedAt
            ? t('computed', { when: format.ago(segment.computedAt) })
            : t('computing')}
        </Text>
      </Group>
    </li>
  );
}
