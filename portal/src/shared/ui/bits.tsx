import type { ReactNode } from 'react';
import css from './bits.module.css';
import { Icon, type IconName } from './icon.tsx';

/** A quiet panel on the page. */
export function Panel({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <section className={css.panel}>
      {title && <h2 className={css.panelTitle}>{title}</h2>}
      {children}
    </section>
  );
}

/** What a list says while there is nothing in it. */
export function Empty({ icon, title, text }: { icon: IconName; title: string; text: string }) {
  return (
    <div className={css.empty}>
      <span className={css.emptyIcon}>
        <Icon name={icon} size={28} />
      </span>
      <h2>{title}</h2>
      <p>{text}</p>
    </div>
  );
}

/** A line across the page: no network, or something refused. */
export function Notice({
  look = 'warn',
  icon = 'offline',
  children,
}: {
  look?: 'warn' | 'bad' | 'good';
  icon?: IconName;
  children: ReactNode;
}) {
  return (
    <div className={`${css.notice} ${css[look]}`} role={look === 'bad' ? 'alert' : 'status'}>
      <Icon name={icon} />
      <p>{children}</p>
    </div>
  );
}

/** Stands where something will be, in its size. */
export function Skeleton({ height, width = '100%' }: { height: number; width?: string }) {
  return <div className={css.skeleton} style={{ height, width }} />;
}

/** A ticked list of what one gets. */
export function Ticks({ items }: { items: string[] }) {
  return (
    <ul className={css.ticks}>
      {items.map((item) => (
        <li key={item}>
          <Icon name="check" size={18} />
          <span>{item}</span>
        </li>
      ))}
    </ul>
  );
}

/** How far along, 0–1. The sentence beside it says the same in words. */
export function Bar({ ratio, label }: { ratio: number; label: string }) {
  const percent = Math.round(ratio * 100);
  return (
    <div
      className={css.bar}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      {/* A sliver even at the start: the way has begun. */}
      <div style={{ width: `${Math.max(percent, 3)}%` }} />
    </div>
  );
}
