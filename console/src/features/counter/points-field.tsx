import { Button } from '@mantine/core';
import { type Ref, useId } from 'react';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import classes from './bill-panel.module.css';
import type { Quote } from './queries.ts';
import type { Change, Sale } from './sale.ts';
import { texts } from './texts.ts';

interface Props {
  sale: Sale;
  points: Quote['points'] | undefined;
  input: Ref<HTMLInputElement>;
  change(change: Change): void;
}

/** How many points pay for a part of the rest; "max" follows the bill and the rules. */
export function PointsField({ sale, points, input, change }: Props) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const id = useId();
  const most = points?.most ?? 0;
  const shown = sale.points === 'max' ? String(points?.spent ?? '') : sale.points;
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
          onChange={(event) =>
            change({ kind: 'points', text: event.target.value.replace(/\D/g, '').slice(0, 9) })
          }
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
