import css from './code-input.module.css';

const LENGTH = 6;

interface Props {
  value: string;
  onChange(digits: string): void;
  label: string;
  invalid: boolean;
}

/**
 * Six digits in six boxes that are one input: pasting "123 456", filling from the message and
 * screen readers work as they do in any input. The boxes behind it are decoration.
 */
export function CodeInput({ value, onChange, label, invalid }: Props) {
  return (
    <div className={css.code} data-invalid={invalid || undefined}>
      <div className={css.boxes} aria-hidden>
        {Array.from({ length: LENGTH }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the boxes never move
          <span key={i} data-next={i === value.length || undefined}>
            {value[i]}
          </span>
        ))}
      </div>
      <input
        // The one thing to do on this page.
        // biome-ignore lint/a11y/noAutofocus: see above
        autoFocus
        aria-label={label}
        aria-invalid={invalid}
        value={value}
        onChange={(event) => onChange(event.target.value.replace(/\D/g, '').slice(0, LENGTH))}
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="[0-9]*"
      />
    </div>
  );
}
