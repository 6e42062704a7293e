import { Stack, Text, Title } from '@mantine/core';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { Surface } from '../../shared/ui/surface.tsx';
import { IntervalBar } from './interval-bar.tsx';
import type { JourneyReport } from './journey-queries.ts';
import { texts } from './texts.ts';

/** The journey against its hold-out, with the interval in which the truth lies. */
export function Lift({ report }: { report: JourneyReport }) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const { arms, lift } = report;
  const arm = ({ converted, people, rate }: typeof arms.treated) => ({
    converted: format.number(converted),
    people: format.number(people),
    rate: format.percent(rate),
  });
  const points = (value: number) => format.number(Math.round(value * 1000) / 10);
  return (
    <Surface>
      <Stack gap="xs">
        <Title order={2}>{t('liftTitle')}</Title>
        {report.entered > 0 ? (
          <>
            <Text size="sm" className="num">
              {t('liftTreated', arm(arms.treated))}
            </Text>
            <Text size="sm" className="num">
              {t('liftHoldout', arm(arms.holdout))}
            </Text>
          </>
        ) : null}
        {lift && arms.treated.converted + arms.holdout.converted > 0 ? (
          <>
            <IntervalBar
              {...lift.absolute}
              label={t('liftPoints', {
                low: points(lift.absolute.low),
                high: points(lift.absolute.high),
              })}
              zero={t('noDifference')}
              write={(value) => `${value > 0 ? '+' : ''}${points(value)}`}
            />
            <Text size="sm" className="num">
              {t('liftCustomers')}: <b>{format.number(Math.round(lift.customers.estimate))}</b> (
              {t('liftBetween', {
                low: format.number(Math.round(lift.customers.low)),
                high: format.number(Math.round(lift.customers.high)),
              })}
              )
            </Text>
            <Text size="sm" className="num">
              {t('liftRevenue')}: <b>{format.money(Math.round(lift.revenue.estimate))}</b>
              {lift.revenue.low !== null && lift.revenue.high !== null
                ? ` (${t('liftBetween', {
                    low: format.money(Math.round(lift.revenue.low)),
                    high: format.money(Math.round(lift.revenue.high)),
                  })})`
                : null}
            </Text>
          </>
        ) : (
          <Text size="sm" c="dimmed">
            {t('liftNone')}
          </Text>
        )}
        {report.sampleRatio?.suspicious ? (
          <Text size="sm" c="var(--quen-warn)">
            {t('liftSuspicious')}
          </Text>
        ) : null}
      </Stack>
    </Surface>
  );
}
