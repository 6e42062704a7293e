import { Input, Textarea, TextInput } from '@mantine/core';
import type { LocalText } from '../lib/local-text.ts';
import classes from './local-text-input.module.css';

interface Props {
  label: string;
  value: LocalText;
  onChange: (value: LocalText) => void;
  multiline?: boolean;
  disabled?: boolean;
}

/**
 * A text in both languages. While both say the same, typing in one changes both, so that somebody
 * who works in one language never meets an empty other one.
 */
export function LocalTextInput({ label, value, onChange, multiline = false, disabled }: Props) {
  const same = value.vi === value.en;
  const write = (language: 'vi' | 'en', text: string) =>
    onChange(same ? { vi: text, en: text } : { ...value, [language]: text });
  const Field = multiline ? Textarea : TextInput;
  return (
    <fieldset className={classes.group}>
      <Input.Label component="legend">{label}</Input.Label>
      <div className={classes.pair}>
        {(['vi', 'en'] as const).map((language) => (
          <Field
            key={language}
            aria-label={`${label} (${language === 'vi' ? 'Tiếng Việt' : 'English'})`}
            lang={language}
            leftSection={
              <span style={{ fontSize: 11, color: 'var(--mantine-color-dimmed)' }} aria-hidden>
                {language.toUpperCase()}
              </span>
            }
            autosize={multiline || undefined}
            maxLength={400}
            disabled={disabled}
            value={value[language]}
            onChange={(event: { currentTarget: { value: string } }) =>
              write(language, event.currentTarget.value)
            }
            miw={0}
          />
        ))}
      </div>
    </fieldset>
  );
}
