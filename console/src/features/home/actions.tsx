import { Button, Text, Title } from '@mantine/core';
import { IconMoodSmile } from '@tabler/icons-react';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import type { Crowd } from '../../shared/people/use-people.tsx';
import { EmptyState } from '../../shared/ui/empty-state.tsx';
import { ButtonLink } from '../../shared/ui/links.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import classes from './actions.module.css';
import type { Action } from './dashboard-query.ts';
import { texts } from './texts.ts';

interface Props {
  actions: Action[];
  onOpen: (crowd: Crowd) => void;
}

/** Third question: what is worth doing, its people, its likely gain, one button each. */
export function Actions({ actions, onOpen }: Props) {
  const { t, language } = useTexts(texts);
  const words = useTexts(common);
  const format = useFormat();
  return (
    <Surface>
      <Title order={2} mb="xs">
        {t('whatToDo')}
      </Title>
      {actions.length === 0 ? (
        <EmptyState icon={IconMoodSmile} title={t('nothingToDo')} text={t('nothingToDoText')} />
      ) : (
        <ol className={classes.list}>
          {actions.map((action) => {
            const title = action.title[language];
            const { condition } = action;
            return (
              <li key={action.key} className={classes.action}>
                <div className={classes.what}>
                  <Text fw={500}>{title}</Text>
                  <Text size="sm" c="dimmed" className="num">
                    {t('gain', { gain: format.money(action.gain) })}, {action.estimate[language]}
                  </Text>
                </div>
                {action.journey ? (
                  <ButtonLink to="/journeys/$key" params={{ key: action.journey }} size="sm">
                    {t('openJourney')}
                  </ButtonLink>
                ) : condition === null ? null : (
                  <Button
                    size="sm"
                    variant="light"
                    onClick={() => onOpen({ title: title.replace(/:.*$/, ''), condition })}
                  >
                    {t('openPeople', { people: words.t('people', { count: action.count }) })}
                  </Button>
                )}
              </li>
            );
          })}
        </ol>
      )}
    </Surface>
  );
}
