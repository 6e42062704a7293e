import { useEffect, useRef } from 'react';
import { useTexts } from '../../shared/i18n/texts.ts';
import classes from './counter-page.module.css';
import { texts } from './texts.ts';

export interface Actions {
  find(): void;
  voucher(): void;
  points(): void;
  receipts(): void;
  escape(): void;
}

const keys: Record<string, keyof Actions> = {
  F2: 'find',
  F4: 'voucher',
  F8: 'points',
  F9: 'receipts',
  Escape: 'escape',
};

/** The counter's keys work wherever the cursor stands. */
export function useShortcuts(actions: Actions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const action = keys[event.key];
      if (!action || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      latest.current[action]();
    };
    // On the way down, before a dialog closes itself: one Esc is one step back.
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}

/** The keys, in sight; each is a button too, for counters without a keyboard. */
export function ShortcutBar({ actions }: { actions: Actions }) {
  const { t } = useTexts(texts);
  return (
    <nav className={classes.keys} aria-label={t('shortcuts')}>
      <Key name="F2" label={t('keyFind')} onPress={actions.find} />
      <Key name="F4" label={t('keyVoucher')} onPress={actions.voucher} />
      <Key name="F8" label={t('keyPoints')} onPress={actions.points} />
      <span className={classes.key}>
        <kbd>Enter</kbd> {t('keyPay')}
      </span>
      <Key name="Esc" label={t('keyEscape')} onPress={actions.escape} />
      <Key name="F9" label={t('keyReceipts')} onPress={actions.receipts} />
    </nav>
  );
}

function Key({ name, label, onPress }: { name: string; label: string; onPress(): void }) {
  return (
    <button type="button" className={classes.key} onClick={onPress}>
      <kbd>{name}</kbd> {label}
    </button>
  );
}
