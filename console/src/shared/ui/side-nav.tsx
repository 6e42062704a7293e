import { Text } from '@mantine/core';
import { Link, type LinkProps } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import classes from './side-nav.module.css';

interface Props {
  label: string;
  /** Under the list. */
  note?: string;
  /** Undefined where none of them is shown. */
  current: string | undefined;
  items: ({ key: string; label: string } & Pick<LinkProps, 'to' | 'search' | 'params'>)[];
  children: ReactNode;
}

/** Parts of one subject: a list beside the content, on a phone a row to swipe above it. */
export function SideNav({ label, note, current, items, children }: Props) {
  const list = useRef<HTMLUListElement>(null);
  // On a phone the row may begin far from where one is.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another part is opened
  useEffect(() => {
    const here = list.current?.querySelector('[aria-current]')?.parentElement;
    const row = list.current?.parentElement;
    if (here && row) row.scrollLeft = here.offsetLeft - row.offsetLeft - 24;
  }, [current]);
  return (
    <div className={classes.split}>
      <nav aria-label={label} className={classes.nav}>
        <ul className={classes.list} ref={list}>
          {items.map(({ key, label: text, ...link }) => (
            <li key={key}>
              <Link
                {...link}
                resetScroll={false}
                className={classes.item}
                aria-current={key === current ? 'page' : undefined}
                activeProps={{}}
              >
                {text}
              </Link>
            </li>
          ))}
        </ul>
        {note ? (
          <Text size="xs" c="dimmed" className={classes.note}>
            {note}
          </Text>
        ) : null}
      </nav>
      <div className={classes.content}>{children}</div>
    </div>
  );
}
