import { Badge, Group, Stack, Text } from '@mantine/core';
import { lifecycleTexts, rfmGroupTexts } from '@quen/contracts/audience.ts';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { Surface } from '../../shared/ui/surface.tsx';
import type { Customer } from './customer-queries.ts';
import classes from './relationship.module.css';
import { texts } from './texts.ts';

/** Since when, how often, how much: the relationship in a few sentences. */
export function Relationship({ customer }: { customer: Customer }) {
  const { t, language } = useTexts(texts);
  const words = useTexts(common);
  const format = useFormat();
  const { standing } = customer;
  const { orders, firstOrderAt, lastOrderAt } = standing;
  const group = standing.rfmGroup as keyof typeof rfmGroupTexts | null;
  const stage = standing.lifecycle as keyof typeof lifecycleTexts | null;
  const { habit } = standing;
  const things = new Intl.ListFormat(language, { type: 'conjunction' }).format(
    habit.favourites.map(({ name }) => name),
  );
  const advice = group ? rfmGroupTexts[group].advice : stage ? lifecycleTexts[stage].advice : null;
  return (
    <Surface className={classes.paper}>
      <Stack gap="xs">
        <Text className={classes.since}>
          {firstOrderAt
            ? t('since', { date: format.date(firstOrderAt) })
            : t('sinceNew', { date: format.date(customer.createdAt) })}
        </Text>
        <Text size="lg" style={{ textWrap: 'pretty' }}>
          {orders === 0
            ? t('neverBought')
            : orders === 1
              ? t('howOftenOne', { ago: format.ago(lastOrderAt) })
              : t('howOften', {
                  orders: words.t('orders', { count: orders }),
                  days: words.t('days', { count: Math.max(1, Math.round(habit.gapDays ?? 1)) }),
                  ago: format.ago(lastOrderAt),
                })}{' '}
          {orders > 0
            ? t('spends', {
                spent: format.money(standing.spent),
                average: format.money(standing.averageOrder),
              })
            : null}
        </Text>
        {things || habit.store ? (
          <Text>
            {things ? t('loves', { things }) : null}{' '}
            {habit.store ? t('goesTo', { store: habit.store.name }) : null}
          </Text>
        ) : null}
        <Group gap="xs">
          {group ? <Badge>{rfmGroupTexts[group].name[language]}</Badge> : null}
          {stage && stage !== 'prospect' ? (
            <Badge color={stage === 'dormant' || stage === 'lost' ? 'amber' : 'pine'}>
              {lifecycleTexts[stage].name[language]}
            </Badge>
          ) : null}
          {customer.tags.map((tag) => (
            <Badge key={tag} color="gray">
              {tag}
            </Badge>
          ))}
        </Group>
        {advice ? (
          <Text size="sm" c="dimmed">
            {advice[language]}
          </Text>
        ) : null}
      </Stack>
    </Surface>
  );
}
