import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../shared/api/api.ts';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { formatPhone } from '../../shared/lib/format.ts';
import { texts } from './texts.ts';

interface Props {
  /** null: a sample customer. */
  value: string | null;
  onChange: (id: string | null) => void;
}

/** Finds the customer to preview as. */
export function CustomerPicker({ value, onChange }: Props) {
  const { t } = useTexts(texts);
  const words = useTexts(common);
  const [typed, setTyped] = useState('');
  // A chosen customer stands in the field as "name · phone": search by the name alone.
  const [q] = useDebouncedValue(typed.split(' · ')[0] ?? '', 200);
  const query = useQuery({
    queryKey: ['customers', 'picker', q],
    queryFn: ({ signal }) =>
      api.get('/v1/customers', {
        params: { query: { sort: 'last_order', limit: 20, ...(q.trim() ? { q: q.trim() } : {}) } },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
  return (
    <Select
      label={t('previewAs')}
      placeholder={t('previewAny')}
      searchable
      clearable
      allowDeselect
      value={value}
      onChange={onChange}
      onSearchChange={setTyped}
      // The server has searched already, without marks and by phone.
      filter={({ options }) => options}
      data={(query.data?.items ?? []).map(({ id, fullName, phone }) => ({
        value: id,
        label: [fullName ?? words.t('unnamed'), phone ? formatPhone(phone) : null]
          .filter(Boolean)
          .join(' · '),
      }))}
    />
  );
}
