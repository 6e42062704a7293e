import { List, Text } from '@mantine/core';
import type { Programme } from '@quen/contracts/programme.ts';
import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import { common } from '../../i18n/common.ts';
import { useTexts } from '../../i18n/texts.ts';
import type { TierMove } from './publish-queries.ts';
import { texts } from './texts.ts';

interface Props {
  moves: TierMove[];
  before: Programme;
  after: Programme;
}

/** Who would change tier at once. */
export function TierMoves({ moves, before, after }: Props) {
  const { t, language } = useTexts(texts);
  const words = useTexts(common);
  if (moves.length === 0) return <Text>{t('noMoves')}</Text>;
  const name = (key: string | null) =>
    [...after.tiers, ...before.tiers].find((tier) => tier.key === key)?.name[language] ??
    key ??
    '–';
  const rank = (key: string | null) => after.tiers.findIndex((tier) => tier.key === key);
  return (
    <List spacing={4} listStyleType="none">
      {moves.map(({ from, to, customers }) => {
        const up = rank(to) > rank(from);
        const kind =
          from === null ? 'moveNew' : to === null ? 'moveOut' : up ? 'moveUp' : 'moveDown';
        return (
          <List.Item
            key={`${from}-${to}`}
            icon={
              up ? (
                <IconArrowUpRight size={18} color="var(--quen-accent)" aria-hidden />
              ) : (
                <IconArrowDownRight size={18} color="var(--quen-warn)" aria-hidden />
              )
            }
          >
            {t(kind, {
              people: words.t('people', { count: customers }),
              from: name(from),
              to: name(to),
            })}
          </List.Item>
        );
      })}
    </List>
  );
}
