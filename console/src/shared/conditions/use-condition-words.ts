import type { Condition, ConditionValue } from '@quen/contracts/conditions.ts';
import { useQuery } from '@tanstack/react-query';
import { common } from '../i18n/common.ts';
import { defineTexts, useTexts } from '../i18n/texts.ts';
import { useFormat } from '../lib/use-format.ts';
import { type Field, fieldsQuery } from './fields.ts';

const texts = defineTexts(
  'condition-words',
  {
    and: ' và ',
    or: ' hoặc ',
    not: 'không phải ({{inner}})',
    everybody: 'mọi khách',
    eq: '{{f}} là {{v}}',
    ne: '{{f}} khác {{v}}',
    lt: '{{f}} dưới {{v}}',
    lte: '{{f}} không quá {{v}}',
    gt: '{{f}} trên {{v}}',
    gte: '{{f}} từ {{v}} trở lên',
    between: '{{f}} từ {{v}}',
    to: ' đến ',
    in: '{{f}} là {{v}}',
    not_in: '{{f}} không phải {{v}}',
    contains: '{{f}} có {{v}}',
    starts_with: '{{f}} bắt đầu bằng {{v}}',
    before: '{{f}} trước {{v}}',
    after: '{{f}} sau {{v}}',
    within_days: '{{f}} trong {{v}} ngày qua',
    not_within_days: '{{f}} đã hơn {{v}} ngày',
    is_set: 'có {{f}}',
    is_not_set: 'chưa có {{f}}',
  },
  {
    and: ' and ',
    or: ' or ',
    not: 'not ({{inner}})',
    everybody: 'everybody',
    eq: '{{f}} is {{v}}',
    ne: '{{f}} is not {{v}}',
    lt: '{{f}} below {{v}}',
    lte: '{{f}} at most {{v}}',
    gt: '{{f}} above {{v}}',
    gte: '{{f}} at least {{v}}',
    between: '{{f}} {{v}}',
    to: ' to ',
    in: '{{f}} is {{v}}',
    not_in: '{{f}} is not {{v}}',
    contains: '{{f}} has {{v}}',
    starts_with: '{{f}} starts with {{v}}',
    before: '{{f}} before {{v}}',
    after: '{{f}} after {{v}}',
    within_days: '{{f}} within {{v}} days',
    not_within_days: '{{f}} not within {{v}} days',
    is_set: '{{f}} known',
    is_not_set: '{{f}} not known',
  },
);

/** A condition in a few words, for small places; whole sentences come from the server. */
export function useConditionWords(): (condition: Condition) => string {
  const { t, language } = useTexts(texts);
  const words = useTexts(common);
  const format = useFormat();
  const fields = useQuery(fieldsQuery).data;

  function one(field: Field | undefined, value: ConditionValue): string {
    if (typeof value === 'boolean') return words.t(value ? 'yes' : 'no').toLowerCase();
    if (typeof value === 'number') {
      return field?.type === 'money' ? format.money(value) : format.number(value);
    }
    const choice = field?.choices?.find((option) => option.value === value);
    return choice?.label[language] ?? String(value);
  }

  function say(condition: Condition): string {
    if ('all' in condition) return condition.all.map(say).join(t('and')) || t('everybody');
    if ('any' in condition) return condition.any.map(say).join(t('or'));
    if ('not' in condition) return t('not', { inner: say(condition.not) });
    const field = fields?.find(({ key }) => key === condition.field);
    const { op, value } = condition;
    const separator = op === 'between' ? t('to') : t('or');
    const written = Array.isArray(value)
      ? value.map((part) => one(field, part)).join(separator)
      : value === undefined
        ? ''
        : one(field, value);
    return t(op, { f: field?.label[language].toLowerCase() ?? condition.field, v: written });
  }

  return say;
}
