import { SimpleGrid, Text } from '@mantine/core';
import type { Condition } from '@quen/contracts/conditions.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { useBusiness } from '../../shared/session/me.ts';
import { TextLink } from '../../shared/ui/links.tsx';
import classes from './ideas.module.css';
import { texts } from './texts.ts';

/** Conditions worth starting from. */
export function Ideas() {
  const { t } = useTexts(texts);
  const { scale } = useFormat();
  const { currency, timeZone } = useBusiness();
  const month = Number(
    new Intl.DateTimeFormat('en', { month: 'numeric', timeZone }).format(new Date()),
  );
  // A nudge of about a tenth of a usual tier: half a million dong, or twenty of most other units.
  const little = currency === 'VND' ? 500_000 : 20 * scale;
  const ideas: { title: string; text: string; condition: Condition }[] = [
    {
      title: t('ideaDrifting'),
      text: t('ideaDriftingText'),
      condition: {
        all: [
          { field: 'customer.orders', op: 'gte', value: 4 },
          { field: 'customer.days_since_order', op: 'between', value: [45, 89] },
        ],
      },
    },
    {
      title: t('ideaAlmost'),
      text: t('ideaAlmostText'),
      condition: { all: [{ field: 'customer.to_next_tier', op: 'between', value: [1, little] }] },
    },
    {
      title: t('ideaExpiring'),
      text: t('ideaExpiringText'),
      condition: { all: [{ field: 'customer.points_expiring_30d', op: 'gt', value: 0 }] },
    },
    {
      title: t('ideaBirthday'),
      text: t('ideaBirthdayText'),
      condition: { all: [{ field: 'customer.birth_month', op: 'eq', value: month }] },
    },
    {
      title: t('ideaOnce'),
      text: t('ideaOnceText'),
      condition: { all: [{ field: 'customer.orders', op: 'eq', value: 1 }] },
    },
  ];
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
      {ideas.map(({ title, text, condition }) => (
        <TextLink
          key={title}
          to="/segments/new"
          search={{ condition }}
          className={classes.idea}
          underline="never"
          c="inherit"
        >
          <Text fw={500}>{title}</Text>
          <Text size="sm" c="dimmed">
            {text}
          </Text>
        </TextLink>
      ))}
    </SimpleGrid>
  );
}
