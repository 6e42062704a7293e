import { Stack, Text, ThemeIcon } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface Props {
  icon: Icon;
  title: string;
  /** Why it is empty and what to do about it. */
  text: string;
  /** The next step. */
  action?: ReactNode;
}

/** Nothing here yet, and what would change that. */
export function EmptyState({ icon: Mark, title, text, action }: Props) {
  return (
    <Stack align="center" gap="sm" py={48} px="md">
      <ThemeIcon size={52} radius="xl" variant="light" aria-hidden>
        <Mark stroke={1.5} />
      </ThemeIcon>
      <Text fw={600} ta="center">
        {title}
      </Text>
      <Text c="dimmed" size="sm" maw={420} ta="center" style={{ textWrap: 'pretty' }}>
        {text}
      </Text>
      {action}
    </Stack>
  );
}
