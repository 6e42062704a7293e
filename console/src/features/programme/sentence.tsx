import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './sentence.module.css';

/** What the settings beside it mean, in a sentence; it follows every keystroke. */
export function Sentence({ children }: { children: ReactNode }) {
  return (
    <div className={classes.sentence}>
      <Text size="sm" component="div">
        {children}
      </Text>
    </div>
  );
}
