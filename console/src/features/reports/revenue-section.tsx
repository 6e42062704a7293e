import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { useMonth } from '../../shared/lib/use-month.ts';
import { Lines, Loaded } from '../../shared/ui/loaded.tsx';
import { RevenueBars } from '../../shared/ui/revenue-bars.tsx';
import { ShareBar } from '../../shared/ui/share-bar.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { NoOrders } from './no-orders.tsx';
import { type RevenueReport, revenueQuery } from './report-queries.ts';
import type { ReportProps } from './reports-page.tsx';
import { RevenueTable } from './revenue-table.tsx';
import { texts } from './texts.ts';

export function RevenueSection({ asOf }: ReportProps) {
  const query = useQuery(revenueQuery(asOf));
  return (
    <Loaded query={query} skeleton={<Lines count={10} />}>
      {(report) =>
        report.months.length === 0 ? <NoOrders asOf={asOf} /> : <Revenue report={report} />
      }
    </Loaded>
  );
}

function Revenue({ report }: { report: RevenueReport }) {
  const { t, language } = useTexts(texts);
  const format = useFormat();
  const month = useMonth();
  const last = report.months.findLast(({ complete }) => complete) ?? report.months.at(-1);
  const total = last ? last.revenue + last.strangerRevenue : 0;
  return (
    <Stack gap="lg">
      <Surface>
        <Stack gap="sm">
          <Title order={2}>{t('revenueByMonth')}</Title>
          {last ? (
            <Text>
              {t('revenueSentence', {
                month: month(last.month),
                share: format.percent(last.loyalRevenue / Math.max(1, total)),
                amount: format.money(last.loyalRevenue),
              })}
            </Text>
          ) : null}
          <RevenueBars
            months={report.months.map((one) => ({
              month: one.month,
              loyal: one.loyalRevenue,
              other: one.otherRevenue,
              strangers: one.strangerRevenue,
              complete: one.complete,
            }))}
          />
          <Text size="xs" c="dimmed">
            {report.definitions.loyal[language]}
          </Text>
        </Stack>
      </Surface>
      <Surface>
        <Stack gap="sm">
          <Title order={2}>{t('customersByMonth')}</Title>
          <RevenueTable months={report.months} />
          <Text size="xs" c="dimmed">
            {(['newCustomers', 'kept', 'reactivated'] as const).map((column) => (
              <Text key={column} span inherit display="block">
                <b>{t(column)}</b>: {report.definitions[column][language]}
              </Text>
            ))}
          </Text>
        </Stack>
      </Surface>
      <Concentration report={report} />
    </Stack>
  );
}

function Concentration({ report }: { report: RevenueReport }) {
  const { t, language } = useTexts(texts);
  const words = useTexts(common);
  const format = useFormat();
  return (
    <Surface>
      <Stack gap="sm">
        <Title order={2}>{t('concentration')}</Title>
        {report.concentration
          .filter(({ top }) => top < 1)
          .map(({ top, customers, revenue, share }) => (
            <div key={top}>
              <Text size="sm" className="num">
                {t('concentrationRow', {
                  top: format.percent(top),
                  people: words.t('people', { count: customers }),
                })}
                {': '}
                <b>{format.percent(share)}</b> · {format.money(revenue)}
              </Text>
              <ShareBar share={share} />
            </div>
          ))}
        <Text size="xs" c="dimmed">
          {report.definitions.concentration[language]}
        </Text>
      </Stack>
    </Surface>
  );
}
