import { Text } from '@mantine/core';
import { IconQuote } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './sentence.module.css';

/** What the settings beside it mean, in a sentence; it follows every keystroke. */
export function Sentence({ children }: { children: ReactNode }) {
  return (
    <div className={classes.sentence}>
      <IconQuote size={18} aria-hidden className={classes.mark} />
      <Text size="sm" component="div">
        {children}
      </Text>
    </div>
  );
}
