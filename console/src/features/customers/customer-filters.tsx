import { NativeSelect } from '@mantine/core';
import { rfmGroupTexts } from '@quen/contracts/audience.ts';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../shared/i18n/texts.ts';
import { programmeQuery } from '../../shared/programme/programme-query.ts';
import { useMay } from '../../shared/session/me.ts';
import classes from './customer-filters.module.css';
import { segmentChoicesQuery } from './customers-query.ts';
import { type CustomersSearch, customersSorts } from './customers-search.ts';
import { texts } from './texts.ts';

interface Props {
  search: CustomersSearch;
  onChange: (search: CustomersSearch) => void;
}

export function CustomerFilters({ search, onChange }: Props) {
  const { t, language } = useTexts(texts);
  const maySegment = useMay('segments.read');
  const programme = useQuery(programmeQuery);
  const segments = useQuery({ ...segmentChoicesQuery, enabled: maySegment });

  function set(key: keyof CustomersSearch, value: string) {
    const { [key]: _old, ...rest } = search;
    onChange(value ? { ...rest, [key]: value } : rest);
  }

  return (
    <div className={classes.filters}>
      <NativeSelect
        aria-label={t('tier')}
        value={search.tier ?? ''}
        onChange={(event) => set('tier', event.currentTarget.value)}
        data={[
          { value: '', label: t('anyTier') },
          ...(programme.data?.document.tiers ?? []).map(({ key, name }) => ({
            value: key,
            label: name[language],
          })),
        ]}
      />
      <NativeSelect
        aria-label={t('rfm')}
        value={search.rfm ?? ''}
        onChange={(event) => set('rfm', event.currentTarget.value)}
        data={[
          { value: '', label: t('anyRfm') },
          ...Object.entries(rfmGroupTexts).map(([value, { name }]) => ({
            value,
            label: name[language],
          })),
        ]}
      />
      {maySegment ? (
        <NativeSelect
          aria-label={t('segment')}
          value={search.segment ?? ''}
          onChange={(event) => set('segment', event.currentTarget.value)}
          data={[
            { value: '', label: t('anySegment') },
            ...(segments.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      ) : null}
      <NativeSelect
        aria-label={t('sort')}
        className={classes.last}
        value={search.sort ?? 'last_order'}
        onChange={(event) => set('sort', event.currentTarget.value)}
        data={customersSorts.map((value) => ({ value, label: t(`sort_${value}`) }))}
      />
    </div>
  );
}
