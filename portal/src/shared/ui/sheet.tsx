import { type ReactNode, useEffect, useRef } from 'react';
import { useShop } from '../../app/shop.ts';
import { Icon } from './icon.tsx';
import css from './sheet.module.css';

interface Props {
  label: string;
  onClose(): void;
  children: ReactNode;
  /** Fills the screen in white: for codes that are held under a scanner. */
  bright?: boolean;
}

/** A panel that rises over the page; the dialog element keeps focus, Esc and screen readers right. */
export function Sheet({ label, onClose, children, bright = false }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { t } = useShop();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a modal dialog by itself
    <dialog
      ref={dialog}
      className={`${css.sheet} ${bright ? css.bright : ''}`}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
    >
      <div className={css.inner}>
        <button
          type="button"
          className={css.close}
          aria-label={t.close}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
        {children}
      </div>
    </dialog>
  );
}
