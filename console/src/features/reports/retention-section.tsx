import { SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { Lines, Loaded } from '../../shared/ui/loaded.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { CohortTable } from './cohort-table.tsx';
import { NoOrders } from './no-orders.tsx';
import { type RetentionKind, type RetentionReport, retentionQuery } from './report-queries.ts';
import type { ReportProps } from './reports-page.tsx';
import { texts } from './texts.ts';

const kinds: RetentionKind[] = ['classic', 'onOrAfter', 'brackets'];

export function RetentionSection({ asOf }: ReportProps) {
  const query = useQuery(retentionQuery(asOf));
  return (
    <Loaded query={query} skeleton={<Lines count={10} />}>
      {(report) =>
        report.customers === 0 ? <NoOrders asOf={asOf} /> : <Retention report={report} />
      }
    </Loaded>
  );
}

function Retention({ report }: { report: RetentionReport }) {
  const { t, language } = useTexts(texts);
  const words = useTexts(common);
  const format = useFormat();
  const [kind, setKind] = useState<RetentionKind>('classic');
  const quarter = report.mean.brackets[0];
  return (
    <Stack gap="lg">
      <Surface>
        <Text fz={30} fw={600} lh={1.15} className="num">
          {format.percent(report.repeatRate)}
        </Text>
        <Text fw={500}>{t('repeatRate')}</Text>
        <Text size="sm">
          {t('repeatSentence', {
            repeaters: format.number(report.repeaters),
            people: words.t('people', { count: report.customers }),
          })}{' '}
          {quarter ? t('retentionSentence', { count: Math.round(quarter.rate * 100) }) : ''}
        </Text>
        <Text size="xs" c="dimmed" mt={4}>
          {report.definitions.repeatRate[language]}
        </Text>
      </Surface>
      <Surface>
        <Stack gap="sm">
          <Title order={2}>{t('retention')}</Title>
          <SegmentedControl
            aria-label={t('kind')}
            value={kind}
            onChange={(value) => setKind(value as RetentionKind)}
            data={kinds.map((value) => ({ value, label: t(value) }))}
            style={{ alignSelf: 'start', maxWidth: '100%', flexWrap: 'wrap' }}
          />
          <Text size="sm" c="dimmed">
            {report.definitions[kind][language]} {report.definitions.cohort[language]}
          </Text>
          <CohortTable report={report} kind={kind} />
          <Text size="xs" c="dimmed">
            {t('unfinished')}
          </Text>
        </Stack>
      </Surface>
    </Stack>
  );
}
