import { Text, Title } from '@mantine/core';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { OpenPeople } from '../../shared/people/open-people.tsx';
import type { Crowd } from '../../shared/people/use-people.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { Change } from './change.tsx';
import type { Dashboard } from './dashboard-query.ts';
import { Headline } from './headline.tsx';
import { texts } from './texts.ts';

interface Props {
  dashboard: Dashboard;
  onOpen: (crowd: Crowd) => void;
}

/** Second question. */
export function Drifting({ dashboard: { drifting, days }, onOpen }: Props) {
  const { t } = useTexts(texts);
  const words = useTexts(common);
  const { condition, fellAsleep } = drifting;
  const title = t('whoDrifts');
  const asleep = t('fellAsleep', { count: fellAsleep.count, days });
  return (
    <Surface>
      <Title order={2} mb="xs">
        {title}
      </Title>
      <Headline
        text={t('drifts', { people: '\u0000', days: drifting.noticeDays })}
        people={words.t('people', { count: drifting.count })}
        onOpen={condition && drifting.count > 0 ? () => onOpen({ title, condition }) : null}
      />
      <Change count={drifting.count} before={drifting.before} moreIsGood={false} />
      <Text size="sm" c="dimmed" mt="xs" className="num">
        <OpenPeople
          onOpen={
            fellAsleep.condition && fellAsleep.count > 0
              ? () =>
                  fellAsleep.condition && onOpen({ title: asleep, condition: fellAsleep.condition })
              : null
          }
        >
          {asleep}
        </OpenPeople>
      </Text>
    </Surface>
  );
}
