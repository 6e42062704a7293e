import { Button } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, type RefObject, useId, useState } from 'react';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import classes from './bill-panel.module.css';
import { PointsField } from './points-field.tsx';
import type { Quote } from './queries.ts';
import { billOf, type Change, type Sale } from './sale.ts';
import type { Scan } from './scan.ts';
import { Summary } from './summary.tsx';
import { texts } from './texts.ts';
import type { LiveQuote } from './use-sale.ts';
import { useScans } from './use-scans.ts';
import { VoucherField } from './voucher-field.tsx';

interface Props {
  sale: Sale;
  change(change: Change): void;
  live: LiveQuote;
  amountInput: RefObject<HTMLInputElement | null>;
  pointsInput: RefObject<HTMLInputElement | null>;
  choosing: boolean;
  onChoosing(open: boolean): void;
  /** A card was scanned while the cursor stood in the bill. */
  onCard(card: string): void;
  onPay(): void;
  recording: boolean;
  /** What stands in the way of recording, in words. */
  problem: string | undefined;
}

/** The bill: what it comes to, which vouchers and points pay for it, what the customer pays. */
export function BillPanel(props: Props) {
  const { sale, live } = props;
  const { t, language } = useTexts(texts);
  const format = useFormat();
  const [rewritten, setRewritten] = useState(false);
  const change = (what: Change) => {
    setRewritten(false);
    props.change(what);
  };
  const take = ({ kind, code }: Scan) => {
    if (kind === 'card') props.onCard(code);
    else if (kind === 'voucher') change({ kind, code });
    else setRewritten(true);
  };
  const bill = billOf(sale, format.digits);
  const refusal = firstRefusal(live.quote);
  const why = refusal?.message[language];
  const ready = bill !== undefined && bill > 0 && live.current && !refusal;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !props.recording) props.onPay();
  };
  return (
    <form className={classes.panel} aria-label={t('bill')} onSubmit={submit} noValidate>
      <AmountFields {...props} change={change} onScan={take} />
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
        onScan={take}
      />
      <div className={classes.foot}>
        <Summary live={live} bill={bill} hasCustomer={sale.customerId !== null} />
        <div role="alert" className={classes.problem}>
          {props.problem ?? (rewritten ? t('imeOn') : why)}
          {refusal && !props.problem && !rewritten ? <span>{t('fixFirst')}</span> : null}
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

function AmountFields({
  sale,
  change,
  amountInput,
  onScan,
}: Pick<Props, 'sale' | 'change' | 'amountInput'> & { onScan(scan: Scan): void }) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const id = useId();
  const { noteChange, scanOn } = useScans(sale.amount);
  const bill = billOf(sale, format.digits);
  const unclear = sale.amount.trim() !== '' && bill === undefined;

  /** What a scanner typed here is not an amount; the amount it typed after, or over, stays. */
  function onKeyDown(event: KeyboardEvent) {
    const scan = scanOn(event);
    if (!scan) return;
    event.preventDefault();
    change({ kind: 'amount', text: scan.rest });
    onScan(scan);
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
          onChange={(event) => {
            noteChange(event, event.target.value);
            change({ kind: 'amount', text: event.target.value });
          }}
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
