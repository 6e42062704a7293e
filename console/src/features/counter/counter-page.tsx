import { useDocumentTitle } from '@mantine/hooks';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { isRefusal, problemText } from '../../shared/api/problem.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { BillPanel } from './bill-panel.tsx';
import { CounterHeader } from './counter-header.tsx';
import classes from './counter-page.module.css';
import { CustomerPanel } from './customer-panel.tsx';
import { Finder } from './finder.tsx';
import { NewMember } from './new-member.tsx';
import { searchQuery } from './queries.ts';
import { Receipts } from './receipts.tsx';
import { ResultView } from './result-view.tsx';
import { type Actions, ShortcutBar, useShortcuts } from './shortcuts.tsx';
import { texts } from './texts.ts';
import { useRecord } from './use-record.ts';
import { useQuote, useSale } from './use-sale.ts';
import { useStore } from './use-store.ts';

/** What lies over the sale, if anything. */
type Over =
  | { kind: 'vouchers' }
  | { kind: 'member'; typed: string }
  | { kind: 'receipts'; orderId: string | null };

/**
 * The counter: find the customer, enter the bill, use what they hold, record. Everything by
 * keyboard or scanner alone; everything typed stays until it is recorded.
 */
export function CounterPage() {
  const { t, language } = useTexts(texts);
  useDocumentTitle(`${t('title')} · Quen`);
  const queries = useQueryClient();
  const store = useStore();
  const [sale, change] = useSale();
  const [over, setOver] = useState<Over | null>(null);
  const [search, setSearch] = useState('');
  const live = useQuote(sale, store.code);
  const record = useRecord(sale, store.code, change);
  const finder = useRef<HTMLInputElement>(null);
  const amount = useRef<HTMLInputElement>(null);
  const points = useRef<HTMLInputElement>(null);
  const returned = useRef<string>(undefined);

  // A counter is typed at, not clicked at: at the start, after a sale and after whatever lay over it
  // the cursor stands where the next key belongs.
  const wanted = useRef<RefObject<HTMLInputElement | null>>(undefined);
  const hasCustomer = sale.customerId !== null;
  const entering = !record.data && over === null;
  useEffect(() => {
    if (!entering) return;
    (wanted.current ?? (hasCustomer ? amount : finder)).current?.focus();
    wanted.current = undefined;
  }, [entering, hasCustomer]);

  /** Puts the cursor there, at once or when what lies over the sale is gone. */
  function focus(input: RefObject<HTMLInputElement | null>) {
    if (over) wanted.current = input;
    else input.current?.focus();
    setOver(null);
  }

  function choose(id: string) {
    change({ kind: 'customer', id });
    setSearch('');
    // Also for who is chosen already: what is typed next belongs to the bill.
    focus(amount);
  }
  async function chooseCard(card: string) {
    const { items } = await queries.fetchQuery(searchQuery(card));
    if (items[0]) choose(items[0].id);
    else find(card);
  }
  function find(text = '') {
    setSearch(text);
    focus(finder);
  }
  function next() {
    record.reset();
    change({ kind: 'next' });
    setSearch('');
    setOver(null);
  }
  function stepBack() {
    if (record.data) next();
    else if (over) setOver(null);
    else if (document.activeElement !== finder.current) finder.current?.focus();
    else if (search) setSearch('');
    else if (sale.customerId) change({ kind: 'customer', id: null });
  }

  const actions: Actions = {
    find: () => (record.data ? next() : find()),
    voucher: () => !record.data && setOver({ kind: 'vouchers' }),
    points: () => {
      if (record.data || sale.customerId === null) return;
      change({ kind: 'points', text: 'max' });
      focus(points);
    },
    receipts: () => setOver({ kind: 'receipts', orderId: null }),
    escape: stepBack,
  };
  useShortcuts(actions);

  const words = (error: unknown) => problemText(error, language);
  const failed = record.error
    ? isRefusal(record.error, 'unreachable', 'unavailable')
      ? t('unsure')
      : words(record.error)
    : live.error && !live.offline
      ? words(live.error)
      : undefined;

  return (
    <div className={classes.counter}>
      <CounterHeader store={store} />
      {live.offline ? (
        <p role="status" className={classes.offline}>
          <IconPlugConnectedX aria-hidden />
          {t('offline')}
        </p>
      ) : null}
      {record.data ? (
        <main className={classes.result}>
          <ResultView
            recorded={record.data}
            onNext={next}
            onUndo={(orderId) => setOver({ kind: 'receipts', orderId })}
          />
        </main>
      ) : (
        <main className={classes.sale}>
          <div className={classes.who}>
            <Finder
              input={finder}
              text={search}
              closed={over?.kind === 'member'}
              onText={(text) => {
                setSearch(text);
                if (over?.kind === 'member') setOver(null);
              }}
              onChoose={(customer) => choose(customer.id)}
              onNew={(typed) => setOver({ kind: 'member', typed })}
            />
            {over?.kind === 'member' ? (
              <NewMember typed={over.typed} onDone={choose} onCancel={() => find(over.typed)} />
            ) : sale.customerId ? (
              <CustomerPanel
                key={sale.customerId}
                id={sale.customerId}
                quote={live.quote}
                onDrop={() => change({ kind: 'customer', id: null })}
              />
            ) : search === '' ? (
              <p className={classes.walkIn}>{t('walkInText')}</p>
            ) : null}
          </div>
          <BillPanel
            sale={sale}
            change={(what) => {
              // A refusal belongs to what was sent; it goes when that changes.
              record.reset();
              change(what);
            }}
            live={live}
            amountInput={amount}
            pointsInput={points}
            choosing={over?.kind === 'vouchers'}
            onChoosing={(open) => setOver(open ? { kind: 'vouchers' } : null)}
            onCard={(card) => void chooseCard(card).catch(() => find(card))}
            onPay={() => live.quote && record.mutate(live.quote)}
            recording={record.isPending}
            problem={failed}
          />
        </main>
      )}
      <ShortcutBar actions={actions} />
      {over?.kind === 'receipts' ? (
        <Receipts
          orderId={over.orderId}
          onOrder={(orderId) => setOver({ kind: 'receipts', orderId })}
          onReturned={(orderId) => {
            returned.current = orderId;
          }}
          onClose={() => {
            // What was taken back is not shown as recorded any more.
            if (record.data && record.data.posted.id === returned.current) next();
            else setOver(null);
          }}
        />
      ) : null}
    </div>
  );
}
