import { Box, type BoxProps } from '@mantine/core';
import type { HTMLAttributes } from 'react';
import classes from './surface.module.css';

type Props = BoxProps &
  HTMLAttributes<HTMLElement> & {
    /** No padding: the content reaches the edge (tables, lists). */
    flush?: boolean;
    component?: 'section' | 'div' | 'article';
  };

/** A sheet of paper on the desk: what belongs together. */
export function Surface({ flush = false, component = 'section', ...props }: Props) {
  return (
    <Box
      component={component as 'section'}
      {...props}
      mod={{ flush }}
      className={[classes.surface, flush ? classes.flush : '', props.className ?? ''].join(' ')}
    />
  );
}
