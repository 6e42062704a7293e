import { Stack, Text, Title } from '@mantine/core';
import { IconNotebook } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '../../shared/i18n/texts.ts';
import { dayOf } from '../../shared/lib/days.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { useBusiness } from '../../shared/session/me.ts';
import { EmptyState } from '../../shared/ui/empty-state.tsx';
import { Lines } from '../../shared/ui/loaded.tsx';
import { Pages } from '../../shared/ui/pages.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { timelineQuery } from './customer-queries.ts';
import { OrderDrawer } from './order-drawer.tsx';
import { texts } from './texts.ts';
import classes from './timeline.module.css';
import { TimelineRow } from './timeline-row.tsx';

/** Everything that happened, newest first, gathered by day. */
export function Timeline({ customerId }: { customerId: string }) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const { timeZone } = useBusiness();
  const query = useInfiniteQuery(timelineQuery(customerId));
  const [order, setOrder] = useState<string | null>(null);
  return (
    <Surface>
      <Title order={2} mb="sm">
        {t('timeline')}
      </Title>
      <Stack gap="md">
        <Pages
          query={query}
          skeleton={<Lines count={8} />}
          empty={<EmptyState icon={IconNotebook} title={t('timeline')} text={t('timelineEmpty')} />}
        >
          {(rows) =>
            [...Map.groupBy(rows, (row) => dayOf(row.at, timeZone))].map(([day, happened]) => (
              <section key={day}>
                <Text component="h3" size="xs" fw={600} c="dimmed" className={classes.day}>
                  {format.date(happened[0]?.at)} · {format.ago(happened[0]?.at)}
                </Text>
                <ol className={classes.list}>
                  {happened.map((row) => (
                    <TimelineRow key={row.id} row={row} onOrder={setOrder} />
                  ))}
                </ol>
              </section>
            ))
          }
        </Pages>
      </Stack>
      <OrderDrawer id={order} onClose={() => setOrder(null)} />
    </Surface>
  );
}
