import { SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { Surface } from '../../shared/ui/surface.tsx';
import type { JourneyReport } from './journey-queries.ts';
import { Lift } from './lift.tsx';
import { texts } from './texts.ts';

/** What the journey did, and what of it would not have happened anyway. */
export function Report({ report }: { report: JourneyReport }) {
  const { t, language } = useTexts(texts);
  const format = useFormat();
  const { messages } = report;
  const share = (part: number) =>
    messages.sent > 0 ? format.percent(part / messages.sent) : undefined;
  const { delivered, bounced } = messages;
  return (
    <Stack gap="lg">
      <Surface>
        <SimpleGrid cols={{ base: 2, xs: 3, md: 4, lg: 7 }} spacing="md" verticalSpacing="md">
          <Figure label={t('entered')} value={format.number(report.entered)} />
          <Figure label={t('sent')} value={format.number(messages.sent)} />
          <Figure
            label={t('delivered')}
            value={delivered === null ? '–' : format.number(delivered)}
            note={delivered === null ? t('deliveredUnknown') : share(delivered)}
          />
          <Figure
            label={t('opened')}
            value={format.number(messages.opened)}
            note={share(messages.opened)}
          />
          <Figure
            label={t('clicked')}
            value={format.number(messages.clicked)}
            note={share(messages.clicked)}
          />
          <Figure label={t('wonBack')} value={format.number(report.wonBack)} />
          <Figure label={t('revenue')} value={format.money(report.revenue)} />
        </SimpleGrid>
        <Text size="sm" c="dimmed" mt="md">
          {[
            bounced > 0 ? t('bounced', { count: bounced, share: share(bounced) ?? '' }) : null,
            messages.queued > 0 ? t('waiting', { count: messages.queued }) : null,
            messages.unsubscribed > 0
              ? `${t('unsubscribed')}: ${format.number(messages.unsubscribed)}`
              : null,
            report.watched > 0 ? t('watched', { count: report.watched }) : null,
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
        <Text size="xs" c="dimmed" mt="xs">
          {t(delivered === null ? 'deliveredHow' : 'deliveredMeans')}
        </Text>
      </Surface>
      <Lift report={report} />
      {messages.reasons.length > 0 ? (
        <Surface>
          <Title order={2} mb="xs">
            {t('notSent')}
          </Title>
          <Stack gap={4}>
            {messages.reasons.map(({ reason, why, count }) => (
              <Text key={reason} size="sm" className="num">
                <b>{format.number(count)}</b> · {why[language]}
              </Text>
            ))}
          </Stack>
        </Surface>
      ) : null}
    </Stack>
  );
}

function Figure({ label, value, note }: { label: string; value: string; note?: string }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text fz={22} fw={600} lh={1.25} className="num" style={{ overflowWrap: 'anywhere' }}>
        {value}
      </Text>
      {note ? (
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      ) : null}
    </div>
  );
}
