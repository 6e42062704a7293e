import { Button } from '@mantine/core';
import { type KeyboardEvent, type RefObject, useId, useLayoutEffect } from 'react';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import classes from './bill-panel.module.css';
import type { Quote } from './queries.ts';
import type { Change, Sale } from './sale.ts';
import type { Scan } from './scan.ts';
import { texts } from './texts.ts';
import { useScans } from './use-scans.ts';

interface Props {
  sale: Sale;
  points: Quote['points'] | undefined;
  input: RefObject<HTMLInputElement | null>;
  change(change: Change): void;
  onScan(scan: Scan): void;
}

/** How many points pay for a part of the rest; "max" follows the bill and the rules. */
export function PointsField({ sale, points, input, change, onScan }: Props) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const id = useId();
  const most = points?.most ?? 0;
  const shown = sale.points === 'max' ? String(points?.spent ?? '') : sale.points;
  const { noteChange, scanOn } = useScans(sale.points);
  // "max" becomes a figure when its quote comes, after the cursor did; typing still replaces it.
  useLayoutEffect(() => {
    if (sale.points === 'max' && shown !== '' && document.activeElement === input.current) {
      input.current?.select();
    }
  }, [sale.points, shown, input]);

  function onKeyDown(event: KeyboardEvent) {
    const scan = scanOn(event);
    if (!scan) return;
    event.preventDefault();
    change({ kind: 'points', text: scan.rest });
    onScan(scan);
  }

  if (sale.customerId === null) return null;
  return (
    <div className={classes.field}>
      <label htmlFor={id}>
        {t('points')} <kbd>F8</kbd>
      </label>
      <div className={classes.points}>
        <input
          ref={input}
          id={id}
          inputMode="numeric"
          value={shown}
          onChange={(event) => {
            const text = event.target.value.replace(/\D/g, '').slice(0, 9);
            noteChange(event, text);
            change({ kind: 'points', text });
          }}
          onKeyDown={onKeyDown}
          onFocus={(event) => event.target.select()}
          placeholder={t('pointsPlaceholder')}
          autoComplete="off"
          aria-invalid={points?.refusal != null}
        />
        <Button
          variant={sale.points === 'max' ? 'light' : 'default'}
          size="lg"
          disabled={most === 0}
          aria-pressed={sale.points === 'max'}
          onClick={() => change({ kind: 'points', text: sale.points === 'max' ? '' : 'max' })}
        >
          {most > 0 ? t('max', { points: format.number(most) }) : t('maxNone')}
        </Button>
      </div>
    </div>
  );
}
