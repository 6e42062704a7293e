import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './open-people.module.css';

interface Props {
  /** null where the people cannot be opened (a past day, nobody there). */
  onOpen: (() => unknown) | null;
  children: ReactNode;
}

/** A number that opens the people behind it. */
export function OpenPeople({ onOpen, children }: Props) {
  if (!onOpen) return <span>{children}</span>;
  return (
    <UnstyledButton className={classes.open} onClick={() => onOpen()}>
      {children}
    </UnstyledButton>
  );
}
