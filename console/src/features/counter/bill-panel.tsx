import { Button } from '@mantine/core';
import { cardFromScan } from '@quen/contracts/card.ts';
import { type FormEvent, type KeyboardEvent, type Ref, useId } from 'react';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import classes from './bill-panel.module.css';
import { PointsField } from './points-field.tsx';
import type { Quote } from './queries.ts';
import { billOf, type Change, type Sale, tidyCode } from './sale.ts';
import { Summary } from './summary.tsx';
import { texts } from './texts.ts';
import type { LiveQuote } from './use-sale.ts';
import { VoucherField } from './voucher-field.tsx';

interface Props {
  sale: Sale;
  change(change: Change): void;
  live: LiveQuote;
  amountInput: Ref<HTMLInputElement>;
  pointsInput: Ref<HTMLInputElement>;
  choosing: boolean;
  onChoosing(open: boolean): void;
  /** A card was scanned while the cursor stood in the amount. */
  onCard(card: string): void;
  onPay(): void;
  recording: boolean;
  /** What stands in the way of recording, in words. */
  problem: string | undefined;
}

/** The bill: what it comes to, which vouchers and points pay for it, what the customer pays. */
export function BillPanel(props: Props) {
  const { sale, change, live } = props;
  const { t, language } = useTexts(texts);
  const format = useFormat();
  const bill = billOf(sale, format.digits);
  const refusal = firstRefusal(live.quote);
  const ready = bill !== undefined && bill > 0 && live.current && !refusal;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !props.recording) props.onPay();
  };
  return (
    <form className={classes.panel} aria-label={t('bill')} onSubmit={submit} noValidate>
      <AmountFields {...props} />
      <VoucherField
        sale={sale}
        quote={live.quote}
        open={props.choosing}
        onOpen={props.onChoosing}
        change={change}
      />
      <PointsField
        sale={sale}
        points={live.quote?.points}
        input={props.pointsInput}
        change={change}
      />
      <div className={classes.foot}>
        <Summary live={live} bill={bill} hasCustomer={sale.customerId !== null} />
        <div role="alert" className={classes.problem}>
          {props.problem ?? refusal?.message[language]}
          {refusal && !props.problem ? <span>{t('fixFirst')}</span> : null}
        </div>
        <Button
          type="submit"
          size="xl"
          className={classes.pay}
          aria-disabled={!ready || undefined}
          data-waiting={!ready || undefined}
          loading={props.recording}
          rightSection={<kbd>Enter</kbd>}
        >
          {t('pay')}
        </Button>
      </div>
    </form>
  );
}

/** What the cashier reads out: the first voucher that does not apply, else the points. */
function firstRefusal(quote: Quote | undefined) {
  return quote?.vouchers.find((voucher) => voucher.refusal)?.refusal ?? quote?.points.refusal;
}

function AmountFields({ sale, change, amountInput, onCard }: Props) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const id = useId();
  const typed = sale.amount.trim();
  const bill = billOf(sale, format.digits);
  const unclear = typed !== '' && bill === undefined;

  /** A scanner types wherever the cursor stands; what it typed is not an amount. */
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter') return;
    // Thirteen digits that start with 9 are a card even if a digit was misread: never a bill.
    const card = cardFromScan(typed) ?? /^9\d{12}$/.exec(typed)?.[0];
    const code = tidyCode(typed);
    const looksLikeCode = code.length >= 8 && /[A-Z]/.test(code) && unclear;
    if (!card && !looksLikeCode) return;
    event.preventDefault();
    change({ kind: 'amount', text: '' });
    if (card) onCard(card);
    else change({ kind: 'voucher', code });
  }

  return (
    <div className={classes.amounts}>
      <div className={classes.field}>
        <div className={classes.label}>
          <label htmlFor={id}>{t('amount')}</label>
          {bill === undefined ? null : <output htmlFor={id}>= {format.money(bill)}</output>}
        </div>
        <input
          ref={amountInput}
          id={id}
          className={classes.amount}
          value={sale.amount}
          onChange={(event) => change({ kind: 'amount', text: event.target.value })}
          onKeyDown={onKeyDown}
          // Typing replaces what stood there.
          onFocus={(event) => event.target.select()}
          placeholder={t('amountHint')}
          autoComplete="off"
          maxLength={40}
          aria-invalid={unclear}
          aria-describedby={unclear ? `${id}-unclear` : undefined}
        />
        {unclear ? (
          <p id={`${id}-unclear`} className={classes.unclear}>
            {t('amountBad')}
          </p>
        ) : null}
      </div>
      <div className={classes.field}>
        <label htmlFor={`${id}-receipt`}>{t('receipt')}</label>
        <input
          id={`${id}-receipt`}
          value={sale.receipt}
          onChange={(event) => change({ kind: 'receipt', text: event.target.value })}
          autoComplete="off"
          maxLength={100}
        />
      </div>
    </div>
  );
}
