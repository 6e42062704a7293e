import { NativeSelect, SimpleGrid } from '@mantine/core';
import { useTexts } from '../../shared/i18n/texts.ts';
import { Surface } from '../../shared/ui/surface.tsx';
import type { Import, Reading } from './import-queries.ts';
import classes from './reading-options.module.css';
import { texts } from './texts.ts';

interface Props {
  file: Import;
  disabled: boolean;
  onChange: (reading: Reading) => void;
}

const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1258', 'windows-1252'] as const;

/** What could not be told from the file for sure. Folded away: the guess is mostly right. */
export function ReadingOptions({ file, disabled, onChange }: Props) {
  const { t } = useTexts(texts);
  const found = encodings.some((one) => one === file.encoding);
  return (
    <Surface>
      <details className={classes.details}>
        <summary>{t('reading')}</summary>
        <SimpleGrid cols={{ base: 1, xs: 2, sm: 3 }} mt="md">
          {file.sheets.length > 1 ? (
            <NativeSelect
              label={t('sheet')}
              disabled={disabled}
              value={file.sheet ?? ''}
              onChange={(event) => onChange({ sheet: event.currentTarget.value })}
              data={file.sheets}
            />
          ) : null}
          {file.format === 'csv' ? (
            <>
              <NativeSelect
                label={t('encoding')}
                disabled={disabled}
                value={file.encoding ?? ''}
                onChange={(event) =>
                  onChange({ encoding: event.currentTarget.value as (typeof encodings)[number] })
                }
                data={found || !file.encoding ? [...encodings] : [file.encoding, ...encodings]}
              />
              <NativeSelect
                label={t('delimiter')}
                disabled={disabled}
                value={file.delimiter ?? ','}
                onChange={(event) =>
                  onChange({ delimiter: event.currentTarget.value as ',' | ';' | '\t' | '|' })
                }
                data={[
                  { value: ',', label: t('comma') },
                  { value: ';', label: t('semicolon') },
                  { value: '\t', label: t('tab') },
                  { value: '|', label: t('pipe') },
                ]}
              />
            </>
          ) : null}
          <NativeSelect
            label={t('dayOrder')}
            disabled={disabled}
            value={file.options.dayOrder ?? ''}
            onChange={(event) =>
              onChange({ dayOrder: (event.currentTarget.value || null) as 'dmy' | 'mdy' | null })
            }
            data={[
              { value: '', label: t('auto') },
              { value: 'dmy', label: t('dmy') },
              { value: 'mdy', label: t('mdy') },
            ]}
          />
          <NativeSelect
            label={t('decimalMark')}
            disabled={disabled}
            value={file.options.decimalMark ?? ''}
            onChange={(event) =>
              onChange({
                decimalMark: (event.currentTarget.value || null) as 'comma' | 'dot' | null,
              })
            }
            data={[
              { value: '', label: t('auto') },
              { value: 'comma', label: t('decimalComma') },
              { value: 'dot', label: t('decimalDot') },
            ]}
          />
        </SimpleGrid>
      </details>
    </Surface>
  );
}
