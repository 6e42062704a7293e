import { SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { OpenPeople } from '../../shared/people/open-people.tsx';
import type { Crowd } from '../../shared/people/use-people.tsx';
import { ShareBar } from '../../shared/ui/share-bar.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import type { RfmReport } from './rfm-query.ts';
import { texts } from './texts.ts';
import classes from './value-groups.module.css';

interface Props {
  report: RfmReport;
  onOpen: (crowd: Crowd) => void;
}

const tones: Record<string, 'accent' | 'soft' | 'warn'> = {
  high: 'accent',
  medium: 'soft',
  attention: 'warn',
};

/** The three groups: how many they are, what they bring, what to do. */
export function ValueGroups({ report, onOpen }: Props) {
  const { t, language } = useTexts(texts);
  const words = useTexts(common);
  const format = useFormat();
  return (
    <Stack gap="sm">
      <Title order={2}>{t('threeGroups')}</Title>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
        {report.values.map((group) => {
          const revenueShare = group.revenue / Math.max(1, report.revenue);
          return (
            <Surface key={group.key} component="article">
              <Stack gap={6} h="100%">
                <Text fw={600}>{group.name[language]}</Text>
                <OpenPeople
                  onOpen={
                    group.condition &&
                    (() =>
                      group.condition &&
                      onOpen({ title: group.name[language], condition: group.condition }))
                  }
                >
                  <span className={classes.count}>
                    {words.t('people', { count: group.customers })}
                  </span>
                </OpenPeople>
                <ShareBar share={revenueShare} tone={tones[group.key] ?? 'soft'} />
                <Text size="sm">
                  {t('shareOfRevenue', { share: format.percent(revenueShare) })}
                  {' · '}
                  <Text span c="dimmed">
                    {t('shareOfCustomers', {
                      share: format.percent(group.customers / Math.max(1, report.customers)),
                    })}
                  </Text>
                </Text>
                <Text size="sm">{group.advice[language]}</Text>
                {group.rule ? (
                  <Text size="xs" c="dimmed" mt="auto">
                    {group.rule[language]}
                  </Text>
                ) : null}
              </Stack>
            </Surface>
          );
        })}
      </SimpleGrid>
    </Stack>
  );
}
