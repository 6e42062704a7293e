import { NativeSelect } from '@mantine/core';
import { useTexts } from '../../shared/i18n/texts.ts';
import type { Import } from './import-queries.ts';
import classes from './mapping-table.module.css';
import { texts } from './texts.ts';

interface Props {
  file: Import;
  disabled: boolean;
  onChange: (mapping: Record<string, string>) => void;
}

const shownRows = 6;

/** The file as it is, with what each column means chosen above it. */
export function MappingTable({ file, disabled, onChange }: Props) {
  const { t, language } = useTexts(texts);
  const fieldOf = (column: string) =>
    Object.entries(file.mapping).find(([, name]) => name === column)?.[0] ?? '';

  function choose(column: string, field: string) {
    // A column means one thing, and a thing stands in one column.
    const kept = Object.entries(file.mapping).filter(
      ([key, name]) => name !== column && key !== field,
    );
    onChange(Object.fromEntries(field ? [...kept, [field, column]] : kept));
  }

  const options = [
    { value: '', label: t('ignore') },
    ...file.fields.map((field) => ({
      value: field.key,
      label: field.required ? `${field.label[language]} *` : field.label[language],
    })),
  ];
  return (
    // A region that scrolls must be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className={classes.scroll} tabIndex={0} aria-label={t('mapTitle')}>
      <table className={classes.table}>
        <thead>
          <tr>
            {file.columns.map((column) => (
              <th key={column} scope="col" data-used={fieldOf(column) !== '' || undefined}>
                <NativeSelect
                  size="xs"
                  aria-label={t('column', { name: column })}
                  disabled={disabled}
                  value={fieldOf(column)}
                  onChange={(event) => choose(column, event.currentTarget.value)}
                  data={options}
                />
                <span className={classes.name}>{column}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {file.preview.slice(0, shownRows).map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have their place only
            <tr key={i}>
              {file.columns.map((column, k) => (
                <td key={column} data-used={fieldOf(column) !== '' || undefined}>
                  {String(row[k] ?? '')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
