import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import type { RevenueMonth } from './report-queries.ts';
import classes from './revenue-bars.module.css';
import { texts } from './texts.ts';
import { useMonth } from './use-month.ts';

const parts = ['strangers', 'other', 'loyal'] as const;

const amounts = (month: RevenueMonth) => ({
  loyal: month.loyalRevenue,
  other: month.otherRevenue,
  strangers: month.strangerRevenue,
});

/** Stacked bars, a month each; the table below says the same in figures. */
export function RevenueBars({ months }: { months: RevenueMonth[] }) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const month = useMonth();
  const total = (one: RevenueMonth) => one.revenue + one.strangerRevenue;
  const most = Math.max(1, ...months.map(total));
  const last = months.findLast(({ complete }) => complete) ?? months.at(-1);
  const shown = parts.filter((part) => months.some((one) => amounts(one)[part] > 0));
  return (
    <div aria-hidden>
      <ul className={classes.legend}>
        {shown.toReversed().map((part) => (
          <li key={part} data-part={part}>
            {t(part)}
          </li>
        ))}
      </ul>
      <div className={classes.chart}>
        {months.map((one) => (
          <div
            key={one.month}
            className={classes.month}
            data-open={!one.complete || undefined}
            title={`${month(one.month)}: ${format.money(total(one))}`}
          >
            <span className={classes.value}>
              {one === last || total(one) === most ? format.moneyShort(total(one)) : ''}
            </span>
            <div className={classes.stack} style={{ height: `${(total(one) / most) * 170}px` }}>
              {shown.map((part) => (
                <div
                  key={part}
                  data-part={part}
                  style={{ flexGrow: amounts(one)[part], flexBasis: 0 }}
                />
              ))}
            </div>
            <span className={classes.label}>{month(one.month)}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
