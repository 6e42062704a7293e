import { Group } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ComponentType, lazy, Suspense } from 'react';
import { useTexts } from '../../shared/i18n/texts.ts';
import { dayOf } from '../../shared/lib/days.ts';
import { useBusiness } from '../../shared/session/me.ts';
import { CsvButton } from '../../shared/ui/csv-button.tsx';
import { DayInput } from '../../shared/ui/day-input.tsx';
import { Lines } from '../../shared/ui/loaded.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { SideNav } from '../../shared/ui/side-nav.tsx';
import { type ReportKey, reportKeys } from './reports-search.ts';
import { texts } from './texts.ts';

export interface ReportProps {
  /** 'yyyy-mm-dd'; today where it is left out. */
  asOf: string | undefined;
}

const reports: Record<ReportKey, ComponentType<ReportProps>> = {
  retention: lazy(() =>
    import('./retention-section.tsx').then((m) => ({ default: m.RetentionSection })),
  ),
  revenue: lazy(() => import('./revenue-section.tsx').then((m) => ({ default: m.RevenueSection }))),
  lifecycle: lazy(() =>
    import('./lifecycle-section.tsx').then((m) => ({ default: m.LifecycleSection })),
  ),
  liability: lazy(() =>
    import('./liability-section.tsx').then((m) => ({ default: m.LiabilitySection })),
  ),
};

export function ReportsPage() {
  const { t } = useTexts(texts);
  const { timeZone } = useBusiness();
  const { report = 'retention', asOf } = useSearch({ from: '/signed-in/shell/reports' });
  const navigate = useNavigate({ from: '/reports' });
  const today = dayOf(new Date(), timeZone);
  const Current = reports[report];
  const query = asOf ? `?asOf=${asOf}` : '';
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <Group gap="sm" align="flex-end">
          <DayInput
            aria-label={t('asOf')}
            title={t('asOf')}
            w={150}
            maxDate={today}
            value={asOf ?? today}
            onChange={(day) =>
              navigate({
                search: day && day !== today ? { report, asOf: day } : { report },
                replace: true,
              })
            }
          />
          <CsvButton
            address={`/v1/reports/${report}.csv${query}`}
            fileName={`${report}-${asOf ?? today}.csv`}
          />
        </Group>
      }
    >
      <SideNav
        label={t('reports')}
        current={report}
        items={reportKeys.map((key) => ({
          key,
          label: t(key),
          to: '/reports',
          search: asOf ? { report: key, asOf } : { report: key },
        }))}
      >
        <Suspense fallback={<Lines count={10} />}>
          <Current asOf={asOf} />
        </Suspense>
      </SideNav>
    </Page>
  );
}
