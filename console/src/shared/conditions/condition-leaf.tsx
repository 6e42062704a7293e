import { ActionIcon, Select } from '@mantine/core';
import type { Operator } from '@quen/contracts/conditions.ts';
import { IconX } from '@tabler/icons-react';
import { useTexts } from '../i18n/texts.ts';
import classes from './condition-builder.module.css';
import type { Field } from './fields.ts';
import { operatorTexts, texts } from './texts.ts';
import type { LeafNode } from './tree.ts';
import { ValueInput } from './value-input.tsx';

interface Props {
  leaf: LeafNode;
  fields: Field[];
  /** null: away with it. */
  onChange: (leaf: LeafNode | null) => void;
}

/** One row: fact, comparison, value. */
export function ConditionLeaf({ leaf, fields, onChange }: Props) {
  const { t, language } = useTexts(texts);
  const operators = useTexts(operatorTexts);
  const field = fields.find(({ key }) => key === leaf.field);

  function choose(key: string | null) {
    const next = fields.find((one) => one.key === key);
    const op = next?.operators[0] ?? null;
    onChange({ ...leaf, field: key, op, value: next?.type === 'boolean' ? true : null });
  }

  const option = ({ key, label }: Field) => ({ value: key, label: label[language] });
  return (
    <div className={classes.leaf}>
      <Select
        aria-label={t('field')}
        placeholder={t('fieldPlaceholder')}
        searchable
        value={leaf.field}
        onChange={choose}
        data={[
          {
            group: t('customer'),
            items: fields.filter(({ key }) => key.startsWith('customer.')).map(option),
          },
          {
            group: t('order'),
            items: fields.filter(({ key }) => key.startsWith('order.')).map(option),
          },
        ].filter(({ items }) => items.length > 0)}
      />
      <Select
        aria-label={t('operator')}
        disabled={!field}
        value={leaf.op}
        onChange={(op) =>
          onChange({
            ...leaf,
            op: op as Operator,
            value: sameShape(leaf.op, op as Operator) ? leaf.value : null,
          })
        }
        data={(field?.operators ?? []).map((op) => ({ value: op, label: operators.t(op) }))}
      />
      <ValueInput field={field} leaf={leaf} onChange={(value) => onChange({ ...leaf, value })} />
      <ActionIcon
        className={classes.drop}
        variant="subtle"
        color="gray"
        aria-label={t('removeLeaf', { name: field?.label[language] ?? '' })}
        onClick={() => onChange(null)}
      >
        <IconX size={17} />
      </ActionIcon>
    </div>
  );
}

type Shape = 'one' | 'list' | 'pair' | 'days' | 'day' | 'none';

function shapeOf(op: Operator): Shape {
  if (op === 'in' || op === 'not_in') return 'list';
  if (op === 'between') return 'pair';
  if (op === 'within_days' || op === 'not_within_days') return 'days';
  if (op === 'before' || op === 'after') return 'day';
  return op === 'is_set' || op === 'is_not_set' ? 'none' : 'one';
}

/** Whether a value entered for one comparison still makes sense for the other. */
const sameShape = (a: Operator | null, b: Operator) => a !== null && shapeOf(a) === shapeOf(b);
