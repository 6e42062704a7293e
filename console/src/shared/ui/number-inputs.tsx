import { NumberInput, type NumberInputProps } from '@mantine/core';
import { type FocusEvent, useState } from 'react';
import { defineTexts, useTexts } from '../i18n/texts.ts';
import { useFormat } from '../lib/use-format.ts';
import { type NumberProblem, numberProblem } from './number-problem.ts';

const texts = defineTexts(
  'number-inputs',
  {
    missing: 'Ô này cần một số. Vẫn giữ {{kept}}.',
    outside: 'Phải từ {{min}} đến {{max}}. Vẫn giữ {{kept}}.',
    tooSmall: 'Phải từ {{min}} trở lên. Vẫn giữ {{kept}}.',
    tooBig: 'Nhiều nhất là {{max}}. Vẫn giữ {{kept}}.',
    unusable: 'Số này không dùng được. Vẫn giữ {{kept}}.',
    nothing: 'ô trống',
  },
  {
    missing: 'A number is needed. Kept: {{kept}}.',
    outside: 'From {{min}} to {{max}}. Kept: {{kept}}.',
    tooSmall: '{{min}} or more. Kept: {{kept}}.',
    tooBig: '{{max}} at most. Kept: {{kept}}.',
    unusable: 'This number cannot be used. Kept: {{kept}}.',
    nothing: 'an empty field',
  },
);

type Props = Omit<NumberInputProps, 'value' | 'onChange' | 'min' | 'max'> & {
  /** What is kept. */
  value: number | null;
  /** null while the field is empty. Numbers outside min and max never come here. */
  onChange: (value: number | null) => void;
  min?: number;
  max?: number;
};

/** "12." is still being typed: a number nevertheless. */
const asNumber = (typed: string | number, scale: number) => {
  const number = typed === '' ? Number.NaN : Number(typed);
  return Number.isFinite(number) ? Math.round(number * scale) : null;
};

/**
 * Shows what is kept, except while hands are on it. What cannot be kept is said at once, and leaving
 * the field brings back what is: nobody reads one number and saves another.
 */
function KeptInput({
  value,
  onChange,
  onBlur,
  error,
  min = 0,
  max = Number.MAX_SAFE_INTEGER,
  scale,
  write,
  ...props
}: Props & { scale: number; write: (value: number) => string }) {
  const { t, language } = useTexts(texts);
  const [typed, setTyped] = useState<string | number>();
  const [refused, setRefused] = useState<NumberProblem>();
  const current =
    typed === undefined ? refused : numberProblem(asNumber(typed, scale), value, { min, max });
  const said =
    current &&
    t(current, {
      min: write(min),
      max: write(max),
      kept: value === null ? t('nothing') : write(value),
    });
  const separators =
    language === 'vi'
      ? { thousandSeparator: '.', decimalSeparator: ',' }
      : { thousandSeparator: ',', decimalSeparator: '.' };

  function change(next: string | number) {
    const number = asNumber(next, scale);
    setTyped(next);
    setRefused(undefined);
    if (number === null || (number >= min && number <= max)) onChange(number);
  }

  function leave(event: FocusEvent<HTMLInputElement>) {
    setTyped(undefined);
    if (typed !== undefined) setRefused(current);
    onBlur?.(event);
  }

  return (
    <NumberInput
      allowNegative={false}
      clampBehavior="none"
      {...separators}
      {...props}
      min={min / scale}
      max={max / scale}
      error={said ?? error}
      value={typed ?? (value === null ? '' : value / scale)}
      onChange={change}
      onBlur={leave}
    />
  );
}

/** A whole number. */
export function CountInput(props: Props) {
  const { number } = useFormat();
  const { suffix = '', thousandSeparator } = props;
  const write = (value: number) => `${thousandSeparator === '' ? value : number(value)}${suffix}`;
  return <KeptInput allowDecimal={false} {...props} scale={1} write={write} />;
}

/** An amount of money: shown in the currency's unit; the value and its range in its minor unit. */
export function MoneyInput(props: Props) {
  const { scale, digits, currency, money } = useFormat();
  return (
    <KeptInput
      decimalScale={digits}
      allowDecimal={digits > 0}
      suffix={currency === 'VND' ? ' ₫' : ` ${currency}`}
      {...props}
      scale={scale}
      write={money}
    />
  );
}
