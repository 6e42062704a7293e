import { Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { OpenPeople } from '../../shared/people/open-people.tsx';
import { usePeople } from '../../shared/people/use-people.tsx';
import { Lines, Loaded } from '../../shared/ui/loaded.tsx';
import { ShareBar } from '../../shared/ui/share-bar.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { NoOrders } from './no-orders.tsx';
import { type LifecycleReport, lifecycleQuery } from './report-queries.ts';
import type { ReportProps } from './reports-page.tsx';
import { texts } from './texts.ts';

export function LifecycleSection({ asOf }: ReportProps) {
  const query = useQuery(lifecycleQuery(asOf));
  return (
    <Loaded query={query} skeleton={<Lines count={10} />}>
      {(report) => (report.customers === 0 ? <NoOrders asOf={asOf} /> : <Stages report={report} />)}
    </Loaded>
  );
}

function Stages({ report }: { report: LifecycleReport }) {
  const { t, language } = useTexts(texts);
  const words = useTexts(common);
  const format = useFormat();
  const people = usePeople();
  const sum = (...keys: string[]) =>
    report.stages
      .filter(({ key }) => keys.includes(key))
      .reduce((total, { customers }) => total + customers, 0);
  return (
    <Stack gap="md">
      <Text>
        {t('stageSentence', {
          active: words.t('people', { count: sum('first', 'building', 'frequent') }),
          away: words.t('people', { count: sum('dormant', 'lost') }),
        })}
      </Text>
      {report.stages.map((stage) => {
        const { condition } = stage;
        const title = stage.name[language];
        const tone =
          stage.key === 'dormant' || stage.key === 'lost'
            ? 'warn'
            : stage.key === 'frequent'
              ? 'accent'
              : 'soft';
        return (
          <Surface key={stage.key} component="article">
            <Group justify="space-between" gap="xs">
              <Title order={3}>{title}</Title>
              <OpenPeople
                onOpen={
                  condition && stage.customers > 0 ? () => people.open({ title, condition }) : null
                }
              >
                <Text span fw={600} className="num">
                  {words.t('people', { count: stage.customers })}
                </Text>
              </OpenPeople>
            </Group>
            <ShareBar share={stage.customers / Math.max(1, report.customers)} tone={tone} />
            <Text size="sm" mt={6}>
              {stage.advice[language]}
            </Text>
            <Text size="xs" c="dimmed" className="num">
              {stage.rule[language]} · {format.percent(stage.customers / report.customers)} ·{' '}
              {format.money(stage.revenue)}
            </Text>
          </Surface>
        );
      })}
      {report.stages.every(({ condition }) => condition === null) ? (
        <Text size="xs" c="dimmed">
          {t('pastDay')}
        </Text>
      ) : null}
      {people.drawer}
    </Stack>
  );
}
