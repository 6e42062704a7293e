import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconUserPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, type Ref, useId, useState } from 'react';
import { problemText } from '../../shared/api/problem.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { formatPhone } from '../../shared/lib/format.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { TierBadge } from '../../shared/programme/tier-badge.tsx';
import classes from './finder.module.css';
import { type Found, searchQuery } from './queries.ts';
import { cardIn } from './scan.ts';
import { texts } from './texts.ts';

interface Props {
  input: Ref<HTMLInputElement>;
  text: string;
  onText(text: string): void;
  onChoose(customer: Found): void;
  /** The list is put away: something else is being done with what was typed. */
  closed: boolean;
  /** What was typed becomes the phone or the name of a new member. */
  onNew(typed: string): void;
}

/** Whether what was typed is long enough to look anybody up by. */
const searchable = (text: string) => text.trim().length >= (/^\d/.test(text.trim()) ? 3 : 2);

/**
 * One field for everything: digits of a phone, a name, a scanned card. Arrows and Enter choose; a
 * scanner, which types and presses Enter at once, gets the one customer whose card it is.
 */
export function Finder({ input, text, closed, onText, onChoose, onNew }: Props) {
  const { t, language } = useTexts(texts);
  const id = useId();
  const queries = useQueryClient();
  const [asked] = useDebouncedValue(text.trim(), 120);
  const [active, setActive] = useState(0);
  const search = useQuery({ ...searchQuery(asked), enabled: searchable(asked) });
  const fresh = !closed && asked === text.trim() && searchable(text);
  const found = fresh ? (search.data?.items ?? []) : [];
  const settled = fresh && search.isSuccess;
  const card = cardIn(text) !== undefined;
  const unknownCard = settled && card && found.length === 0;
  const offersNew = settled && !card;
  const options = found.length + (offersNew ? 1 : 0);

  async function enter() {
    const typed = text.trim();
    if (!searchable(typed)) return;
    if (settled && !card) {
      const chosen = found[active];
      if (chosen) onChoose(chosen);
      else if (active === found.length) onNew(typed);
      return;
    }
    // The scanner was faster than the list.
    const { items } = await queries.fetchQuery(searchQuery(typed));
    const [only] = items;
    if (items.length === 1 && only) onChoose(only);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (options > 0) setActive((active + step + options) % options);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      event.stopPropagation();
      void enter().catch(() => {});
    }
  }

  return (
    <div className={classes.finder}>
      <label htmlFor={id} className={classes.label}>
        {t('find')} <kbd>F2</kbd>
      </label>
      <div className={classes.field}>
        <IconSearch aria-hidden />
        <input
          ref={input}
          id={id}
          role="combobox"
          aria-expanded={options > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={options > 0 ? `${id}-${active}` : undefined}
          value={text}
          onChange={(event) => {
            onText(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          placeholder={t('findHint')}
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          maxLength={100}
        />
      </div>
      {search.isError && fresh ? (
        <p role="alert" className={classes.problem}>
          {problemText(search.error, language)}
        </p>
      ) : null}
      {unknownCard ? (
        <p role="alert" className={classes.problem}>
          {t('unknownCard')}
        </p>
      ) : null}
      <div id={`${id}-list`} role="listbox" aria-label={t('results')} className={classes.list}>
        {found.map((customer, i) => (
          <Option
            key={customer.id}
            id={`${id}-${i}`}
            active={i === active}
            onPick={() => onChoose(customer)}
          >
            <Person customer={customer} />
          </Option>
        ))}
        {offersNew ? (
          <Option
            id={`${id}-${found.length}`}
            active={active === found.length}
            onPick={() => onNew(text.trim())}
          >
            <NewMember typed={text.trim()} nobody={found.length === 0} />
          </Option>
        ) : null}
      </div>
    </div>
  );
}

function Option(props: { id: string; active: boolean; onPick(): void; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above handles the keys
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the combobox
    <div
      id={props.id}
      role="option"
      aria-selected={props.active}
      className={classes.option}
      // Before the input loses the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={props.onPick}
    >
      {props.children}
    </div>
  );
}

function Person({ customer }: { customer: Found }) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const { fullName, phone, tier, lastOrderAt } = customer;
  return (
    <>
      <span className={classes.name}>{fullName ?? formatPhone(phone)}</span>
      <TierBadge tier={tier} />
      <span className={classes.detail}>
        {fullName && phone ? `${formatPhone(phone)} · ` : ''}
        {lastOrderAt ? t('lastOrder', { ago: format.ago(lastOrderAt) }) : t('neverBought')}
      </span>
    </>
  );
}

function NewMember({ typed, nobody }: { typed: string; nobody: boolean }) {
  const { t } = useTexts(texts);
  const phone = /^[+\d\s.\-()]{9,}$/.test(typed);
  return (
    <>
      <span className={classes.add}>
        <IconUserPlus aria-hidden />
        {phone ? t('addMemberPhone', { phone: typed }) : t('addMember')}
      </span>
      {nobody ? <span className={classes.detail}>{t('noneFound', { text: typed })}</span> : null}
    </>
  );
}
