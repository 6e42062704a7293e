import { NumberInput, type NumberInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../lib/use-format.ts';

type Props = Omit<NumberInputProps, 'value' | 'onChange'> & {
  value: number | null;
  /** null while the field is empty. */
  onChange: (value: number | null) => void;
};

function useSeparators() {
  const vietnamese = useTranslation().i18n.language === 'vi';
  return vietnamese
    ? { thousandSeparator: '.', decimalSeparator: ',' }
    : { thousandSeparator: ',', decimalSeparator: '.' };
}

const asNumber = (value: string | number) =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

/** A whole number. */
export function CountInput({ value, onChange, ...props }: Props) {
  return (
    <NumberInput
      allowDecimal={false}
      allowNegative={false}
      {...useSeparators()}
      {...props}
      value={value ?? ''}
      onChange={(next) => onChange(asNumber(next))}
    />
  );
}

/** An amount of money: shown in the currency's unit, held in its minor unit. */
export function MoneyInput({ value, onChange, ...props }: Props) {
  const { scale, digits, currency } = useFormat();
  return (
    <NumberInput
      decimalScale={digits}
      allowDecimal={digits > 0}
      allowNegative={false}
      suffix={currency === 'VND' ? ' ₫' : ` ${currency}`}
      {...useSeparators()}
      {...props}
      value={value === null ? '' : value / scale}
      onChange={(next) => {
        const amount = asNumber(next);
        onChange(amount === null ? null : Math.round(amount * scale));
      }}
    />
  );
}
