import { Stack, Text, Title } from '@mantine/core';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { OpenPeople } from '../../shared/people/open-people.tsx';
import type { Crowd } from '../../shared/people/use-people.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import classes from './group-table.module.css';
import type { RfmReport } from './rfm-query.ts';
import { texts } from './texts.ts';

interface Props {
  report: RfmReport;
  onOpen: (crowd: Crowd) => void;
}

/** The ten groups with their rule, their worth and what to do with them. */
export function GroupTable({ report, onOpen }: Props) {
  const { t, language } = useTexts(texts);
  const words = useTexts(common);
  const format = useFormat();
  return (
    <Stack gap="sm">
      <Title order={2}>{t('tenGroups')}</Title>
      <Surface>
        <ul className={classes.list}>
          {report.groups.map((group) => {
            const { condition } = group;
            const title = group.name[language];
            return (
              <li key={group.key} className={classes.row}>
                <div className={classes.what}>
                  <Text fw={600}>{title}</Text>
                  <Text size="sm">{group.advice[language]}</Text>
                  {group.rule ? (
                    <Text size="xs" c="dimmed">
                      {group.rule[language]}
                    </Text>
                  ) : null}
                </div>
                <div className={classes.numbers}>
                  <OpenPeople
                    onOpen={
                      condition && group.customers > 0 ? () => onOpen({ title, condition }) : null
                    }
                  >
                    <Text span fw={600} className="num">
                      {words.t('people', { count: group.customers })}
                    </Text>
                  </OpenPeople>
                  <Text size="sm" c="dimmed" className="num">
                    {format.money(group.revenue)} (
                    {format.percent(group.revenue / Math.max(1, report.revenue))})
                  </Text>
                </div>
              </li>
            );
          })}
        </ul>
      </Surface>
    </Stack>
  );
}
