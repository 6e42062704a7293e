import { Group, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Surface } from '../../shared/ui/surface.tsx';

interface Props {
  title: string;
  /** Where to read on. */
  link: ReactNode;
  children: ReactNode;
}

/** A glance at a report, and the way to it. */
export function Card({ title, link, children }: Props) {
  return (
    <Surface>
      <Group justify="space-between" align="baseline" mb="xs" gap="xs">
        <Title order={2}>{title}</Title>
        {link}
      </Group>
      <Stack gap="sm">{children}</Stack>
    </Surface>
  );
}
