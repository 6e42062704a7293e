import { MultiSelect, Select, TagsInput, Text, TextInput } from '@mantine/core';
import type { ConditionValue } from '@quen/contracts/conditions.ts';
import { common } from '../i18n/common.ts';
import { useTexts } from '../i18n/texts.ts';
import { DayInput } from '../ui/day-input.tsx';
import { CountInput, MoneyInput } from '../ui/number-inputs.tsx';
import classes from './condition-builder.module.css';
import type { Field } from './fields.ts';
import { texts } from './texts.ts';
import type { LeafNode } from './tree.ts';

interface Props {
  field: Field | undefined;
  leaf: LeafNode;
  onChange: (value: ConditionValue | null) => void;
}

const one = (value: ConditionValue | null) => (typeof value === 'number' ? value : null);
const text = (value: ConditionValue | null) => (typeof value === 'string' ? value : '');
const list = (value: ConditionValue | null) => (Array.isArray(value) ? value.map(String) : []);

/** The input that fits the fact and the comparison. */
export function ValueInput({ field, leaf, onChange }: Props) {
  const { t, language } = useTexts(texts);
  const words = useTexts(common);
  const label = t('value');
  const { op, value } = leaf;
  if (!field || !op) return <TextInput aria-label={label} disabled />;
  if (op === 'is_set' || op === 'is_not_set') return <span />;
  if (op === 'within_days' || op === 'not_within_days') {
    return (
      <CountInput
        aria-label={label}
        min={1}
        max={36_525}
        suffix={t('daysSuffix')}
        value={one(value)}
        onChange={onChange}
      />
    );
  }
  if (op === 'before' || op === 'after') {
    return (
      <DayInput aria-label={label} value={text(value) || null} onChange={(day) => onChange(day)} />
    );
  }
  const Numeric = field.type === 'money' ? MoneyInput : CountInput;
  if (op === 'between') {
    const [low, high] = Array.isArray(value) ? value : [];
    const pair = (next: (number | string | undefined)[]) =>
      onChange(next.filter((part) => typeof part === 'number'));
    return (
      <div className={classes.pair}>
        <Numeric
          aria-label={t('low')}
          value={typeof low === 'number' ? low : null}
          onChange={(next) => pair([next ?? undefined, high])}
        />
        <Text size="sm">{t('high')}</Text>
        <Numeric
          aria-label={t('high')}
          value={typeof high === 'number' ? high : null}
          onChange={(next) => pair([low, next ?? undefined])}
        />
      </div>
    );
  }
  if (field.type === 'number' || field.type === 'money') {
    return <Numeric aria-label={label} value={one(value)} onChange={onChange} />;
  }
  if (field.type === 'boolean') {
    return (
      <Select
        aria-label={label}
        value={String(value)}
        onChange={(next) => onChange(next === 'true')}
        data={[
          { value: 'true', label: words.t('yes') },
          { value: 'false', label: words.t('no') },
        ]}
      />
    );
  }
  const choices = field.choices?.map((choice) => ({
    value: choice.value,
    label: choice.label[language],
  }));
  if (op === 'in' || op === 'not_in') {
    return choices ? (
      <MultiSelect
        aria-label={label}
        placeholder={list(value).length === 0 ? t('pick') : ''}
        value={list(value)}
        onChange={onChange}
        data={choices}
      />
    ) : (
      <TagsInput
        aria-label={label}
        placeholder={t('typeTag')}
        value={list(value)}
        onChange={onChange}
      />
    );
  }
  return choices && field.type === 'choice' ? (
    <Select
      aria-label={label}
      placeholder={t('pick')}
      value={text(value) || null}
      onChange={(next) => onChange(next)}
      data={choices}
    />
  ) : (
    <TextInput
      aria-label={label}
      value={text(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
