import { problemText } from '../shared/api/client.ts';
import { en } from '../shared/i18n/en.ts';
import { vi } from '../shared/i18n/vi.ts';
import { Button } from '../shared/ui/button.tsx';
import css from './message.module.css';

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

/** Something was refused or could not be reached, before a language or a shop was known. */
export function Trouble({ error, onRetry }: { error: unknown; onRetry(): void }) {
  const locale = navigator.language.startsWith('vi') ? 'vi' : 'en';
  const t = locale === 'vi' ? vi : en;
  return (
    <Message title={t.troubleTitle} text={problemText(error, locale)}>
      <Button onClick={onRetry}>{t.retry}</Button>
    </Message>
  );
}
