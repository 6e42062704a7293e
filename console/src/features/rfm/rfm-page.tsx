import { Stack } from '@mantine/core';
import { IconGridDots } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { usePeople } from '../../shared/people/use-people.tsx';
import { CsvButton } from '../../shared/ui/csv-button.tsx';
import { EmptyState } from '../../shared/ui/empty-state.tsx';
import { ButtonLink } from '../../shared/ui/links.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { GroupTable } from './group-table.tsx';
import { RfmMap } from './rfm-map.tsx';
import { type RfmReport, rfmQuery } from './rfm-query.ts';
import { RfmRules } from './rfm-rules.tsx';
import { texts } from './texts.ts';
import { ValueGroups } from './value-groups.tsx';

export function RfmPage() {
  const { t } = useTexts(texts);
  const query = useQuery(rfmQuery);
  const people = usePeople();
  return (
    <Page
      title={t('title')}
      lead={query.data && query.data.customers > 0 ? <Lead report={query.data} /> : t('leadPlain')}
      actions={<CsvButton address="/v1/reports/rfm.csv" fileName="rfm.csv" />}
    >
      <Loaded query={query}>
        {(report) =>
          report.customers === 0 ? (
            <Surface>
              <EmptyState
                icon={IconGridDots}
                title={t('empty')}
                text={t('emptyText')}
                action={<ButtonLink to="/imports">{t('import')}</ButtonLink>}
              />
            </Surface>
          ) : (
            <Stack gap="xl">
              <ValueGroups report={report} onOpen={people.open} />
              <RfmMap report={report} onOpen={people.open} />
              <GroupTable report={report} onOpen={people.open} />
              <RfmRules report={report} />
            </Stack>
          )
        }
      </Loaded>
      {people.drawer}
    </Page>
  );
}

function Lead({ report }: { report: RfmReport }) {
  const { t, language } = useTexts(texts);
  const words = useTexts(common);
  const format = useFormat();
  const high = report.values.find(({ key }) => key === 'high');
  return t('lead', {
    window: format.number(report.windowDays),
    people: words.t('people', { count: report.customers }),
    best: `${words.t('people', { count: high?.customers ?? 0 })} (${high?.name[language] ?? ''})`,
    share: format.percent((high?.revenue ?? 0) / Math.max(1, report.revenue)),
  });
}
