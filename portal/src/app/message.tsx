import { use } from 'react';
import { problemText } from '../shared/api/client.ts';
import { en } from '../shared/i18n/en.ts';
import { vi } from '../shared/i18n/vi.ts';
import { localeWithoutShop } from '../shared/lib/locale.ts';
import { Button } from '../shared/ui/button.tsx';
import css from './message.module.css';
import { ShopContext } from './shop.ts';

/** A page that only says something: no shop, no network. */
export function Message({
  title,
  text,
  children,
}: {
  title: string;
  text: string;
  children?: React.ReactNode;
}) {
  return (
    <main className={css.message}>
      <img src={`${import.meta.env.BASE_URL}icons/icon.svg`} alt="" width="72" height="72" />
      <h1>{title}</h1>
      <p>{text}</p>
      {children}
    </main>
  );
}

/** Something was refused or could not be reached, perhaps before a shop was known. */
export function Trouble({ error, onRetry }: { error: unknown; onRetry(): void }) {
  const locale = use(ShopContext)?.locale ?? localeWithoutShop();
  const t = locale === 'vi' ? vi : en;
  return (
    <Message title={t.troubleTitle} text={problemText(error, locale)}>
      <Button onClick={onRetry}>{t.retry}</Button>
    </Message>
  );
}
