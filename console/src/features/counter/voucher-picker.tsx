import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import type { Quote } from './queries.ts';
import { rewrittenByKeyboard, tidyCode } from './sale.ts';
import { texts } from './texts.ts';
import { useCampaignName } from './use-campaign-name.ts';
import classes from './voucher-field.module.css';

type Offer = Quote['offers'][number];

/** The customer's vouchers to pick from, and a field for any other code, typed or scanned. */
export function VoucherPicker({
  offers,
  onPick,
}: {
  offers: readonly Offer[];
  onPick(code: string): void;
}) {
  const { t } = useTexts(texts);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const sorted = [...offers].sort(
    (a, b) => Number(a.refusal !== null) - Number(b.refusal !== null) || b.discount - a.discount,
  );
  useEffect(() => input.current?.focus(), []);
  const rewritten = rewrittenByKeyboard(text);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (sorted.length > 0) setActive((active + step + sorted.length) % sorted.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const code = text.trim() === '' ? sorted[active]?.code : tidyCode(text);
      if (code && !rewritten) onPick(code);
    }
  }

  return (
    <div className={classes.picker}>
      <label htmlFor={id}>{t('voucherCode')}</label>
      <input
        ref={input}
        id={id}
        role="combobox"
        aria-expanded={sorted.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={text === '' && sorted.length > 0 ? `${id}-${active}` : undefined}
        className={classes.codeInput}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={60}
      />
      {rewritten ? (
        <p role="alert" className={classes.refusal}>
          {t('imeOn')}
        </p>
      ) : null}
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={t('ownVouchers')}
        className={classes.offers}
      >
        {sorted.map((offer, i) => (
          <OfferOption
            key={offer.code}
            id={`${id}-${i}`}
            offer={offer}
            active={text === '' && i === active}
            onPick={() => onPick(offer.code)}
          />
        ))}
      </div>
      {sorted.length === 0 ? <p className={classes.none}>{t('noVouchers')}</p> : null}
    </div>
  );
}

function OfferOption(props: { id: string; offer: Offer; active: boolean; onPick(): void }) {
  const { offer } = props;
  const { t, language } = useTexts(texts);
  const format = useFormat();
  const name = useCampaignName(offer.campaign) ?? offer.code;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above handles the keys
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the combobox
    <div
      id={props.id}
      role="option"
      aria-selected={props.active}
      className={classes.offer}
      onMouseDown={(event) => event.preventDefault()}
      onClick={props.onPick}
    >
      <strong>{name}</strong>
      {offer.refusal ? (
        <span className={classes.why}>{offer.refusal.message[language]}</span>
      ) : (
        <span className={classes.discount}>
          {t('discountOf', { money: format.money(offer.discount) })}
        </span>
      )}
    </div>
  );
}
