import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import classes from './bill-panel.module.css';
import { texts } from './texts.ts';
import type { LiveQuote } from './use-sale.ts';
import { useSpentWallet } from './use-spent-wallet.ts';

/** What the customer pays, in figures to be read from across the counter. */
export function Summary({
  live,
  bill,
  hasCustomer,
}: {
  live: LiveQuote;
  bill: number | undefined;
  hasCustomer: boolean;
}) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const { unit } = useSpentWallet();
  const { quote, current } = live;
  // An answer about another amount would be taken for this one: better none.
  const shown = bill !== undefined && bill > 0 && quote?.bill === bill ? quote : undefined;
  return (
    <div className={classes.summary} aria-live="polite" aria-busy={!current} data-current={current}>
      {shown && shown.voucherDiscount + shown.points.discount > 0 ? (
        <dl className={classes.parts}>
          <Part label={t('sumBill')} value={format.money(shown.bill)} />
          {shown.voucherDiscount > 0 ? (
            <Part label={t('sumVouchers')} value={`−${format.money(shown.voucherDiscount)}`} />
          ) : null}
          {shown.points.discount > 0 ? (
            <Part
              label={t('sumPoints', { points: format.number(shown.points.spent) })}
              value={`−${format.money(shown.points.discount)}`}
            />
          ) : null}
        </dl>
      ) : null}
      <p className={classes.collect}>
        <span>{t('collect')}</span>
        <strong>{shown ? format.money(shown.total) : format.money(bill ?? 0)}</strong>
      </p>
      <p className={classes.earns}>
        {shown && hasCustomer
          ? t('earns', { points: format.number(shown.earns.points), unit })
          : '\u00a0'}
      </p>
    </div>
  );
}

function Part({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
