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

/** First question. */
export function Returning({ dashboard: { comingBack, days }, onOpen }: Props) {
  const { t } = useTexts(texts);
  const words = useTexts(common);
  const { condition, newcomers } = comingBack;
  const title = t('whoReturns');
  return (
    <Surface>
      <Title order={2} mb="xs">
        {title}
      </Title>
      <Headline
        text={t('returns', { people: '\u0000', days })}
        people={words.t('people', { count: comingBack.count })}
        onOpen={condition && comingBack.count > 0 ? () => onOpen({ title, condition }) : null}
      />
      <Change count={comingBack.count} before={comingBack.before} moreIsGood />
      <Text size="sm" c="dimmed" mt="xs" className="num">
        {t('kept', { count: comingBack.kept.count })}
        {' · '}
        {t('reactivated', { count: comingBack.reactivated.count })}
        {' · '}
        <OpenPeople
          onOpen={
            newcomers.condition && newcomers.count > 0
              ? () =>
                  newcomers.condition &&
                  onOpen({
                    title: t('newcomers', { count: newcomers.count }),
                    condition: newcomers.condition,
                  })
              : null
          }
        >
          {t('newcomers', { count: newcomers.count })}
        </OpenPeople>
      </Text>
    </Surface>
  );
}
