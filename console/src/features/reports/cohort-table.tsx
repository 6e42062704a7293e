import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { useMonth } from '../../shared/lib/use-month.ts';
import classes from './cohort-table.module.css';
import type { RetentionKind, RetentionReport } from './report-queries.ts';
import { texts } from './texts.ts';

interface Props {
  report: RetentionReport;
  kind: RetentionKind;
}

/** One row a cohort, one column a span of months; the darker the more came back. */
export function CohortTable({ report, kind }: Props) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const month = useMonth();
  const longest = Math.max(0, ...report.cohorts.map((cohort) => cohort[kind].length));
  const columns =
    report.cohorts.find((cohort) => cohort[kind].length === longest)?.[kind].slice() ?? [];
  // Colours span what occurs here, so that differences show in any business.
  const most = Math.max(0.01, ...report.cohorts.flatMap((c) => c[kind].map(({ rate }) => rate)));
  const weight = (rate: number) => `${Math.round((rate / most) * 70)}%`;
  const heading = ({ from, to }: { from: number; to: number }) =>
    from === to ? t('month', { n: from }) : t('months', { from, to });
  return (
    // A region that scrolls must be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className={classes.scroll} tabIndex={0} aria-label={t('retention')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <td />
            <td />
            <th scope="colgroup" colSpan={columns.length} className={classes.span}>
              {t('monthsAfter')}
            </th>
          </tr>
          <tr>
            <th scope="col">{t('cohort')}</th>
            <th scope="col">{t('size')}</th>
            {columns.map((column) => (
              <th key={column.from} scope="col">
                {heading(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.cohorts.map((cohort) => (
            <tr key={cohort.month}>
              <th scope="row">{month(cohort.month)}</th>
              <td className={classes.size}>{format.number(cohort.customers)}</td>
              {columns.map(({ from }) => {
                const share = cohort[kind].find((one) => one.from === from);
                return share ? (
                  <td
                    key={from}
                    className={classes.cell}
                    data-open={!share.complete || undefined}
                    title={t('cell', {
                      customers: format.number(share.customers),
                      rate: format.percent(share.rate),
                    })}
                    style={{ '--weight': weight(share.rate) }}
                  >
                    {format.percent(share.rate)}
                  </td>
                ) : (
                  <td key={from} />
                );
              })}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('mean')}</th>
            <td />
            {columns.map(({ from }) => {
              const mean = report.mean[kind].find((one) => one.from === from);
              return <td key={from}>{mean ? format.percent(mean.rate) : ''}</td>;
            })}
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
