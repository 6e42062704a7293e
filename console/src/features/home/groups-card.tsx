import { Text } from '@mantine/core';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { OpenPeople } from '../../shared/people/open-people.tsx';
import type { Crowd } from '../../shared/people/use-people.tsx';
import { TextLink } from '../../shared/ui/links.tsx';
import { ShareBar } from '../../shared/ui/share-bar.tsx';
import { Card } from './card.tsx';
import type { Dashboard } from './dashboard-query.ts';
import { texts } from './texts.ts';

interface Props {
  dashboard: Dashboard;
  onOpen: (crowd: Crowd) => void;
}

const tones: Record<string, 'accent' | 'soft' | 'warn'> = {
  high: 'accent',
  medium: 'soft',
  attention: 'warn',
};

export function GroupsCard({ dashboard: { rfm }, onOpen }: Props) {
  const { t, language } = useTexts(texts);
  const words = useTexts(common);
  const format = useFormat();
  const revenue = rfm.values.reduce((sum, group) => sum + group.revenue, 0);
  return (
    <Card
      title={t('groups')}
      link={
        <TextLink to="/rfm" size="sm">
          {t('openMap')}
        </TextLink>
      }
    >
      {rfm.values.map((group) => {
        const { condition } = group;
        const title = group.name[language];
        const [before = '', after = ''] = t('groupsSentence', {
          name: title,
          people: '\u0000',
          share: format.percent(group.revenue / Math.max(1, revenue)),
        }).split('\u0000');
        return (
          <div key={group.key}>
            <Text size="sm" className="num">
              {before}
              <OpenPeople
                onOpen={
                  condition && group.customers > 0 ? () => onOpen({ title, condition }) : null
                }
              >
                <b>{words.t('people', { count: group.customers })}</b>
              </OpenPeople>
              {after}
            </Text>
            <ShareBar
              share={group.revenue / Math.max(1, revenue)}
              tone={tones[group.key] ?? 'soft'}
            />
          </div>
        );
      })}
    </Card>
  );
}
