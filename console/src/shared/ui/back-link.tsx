import { Anchor, type AnchorProps, Group } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type Props = AnchorProps &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof AnchorProps> & {
    ref?: Ref<HTMLAnchorElement>;
  };

/** Above a page's title: back to the list it came from. */
export const BackLink = createLink(({ children, ...props }: Props) => (
  <Anchor {...props} size="sm" c="dimmed" mb="xs" display="inline-block">
    <Group gap={6} wrap="nowrap">
      <IconArrowLeft size={16} aria-hidden />
      {children}
    </Group>
  </Anchor>
));
