import type { ComponentProps } from 'react';
import css from './button.module.css';

type Props = ComponentProps<'button'> & {
  look?: 'primary' | 'quiet' | 'plain';
  /** Shown as busy and not pressable, without losing its width or its focus. */
  busy?: boolean;
};

export function Button({ look = 'primary', busy = false, onClick, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={`${css.button} ${css[look]}`}
      aria-busy={busy}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    />
  );
}
