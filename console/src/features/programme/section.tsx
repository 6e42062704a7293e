import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  lead?: string;
  children: ReactNode;
}

/** One part of the programme. */
export function Section({ title, lead, children }: Props) {
  return (
    <Stack gap="md">
      <div>
        <Title order={2}>{title}</Title>
        {lead ? (
          <Text size="sm" c="dimmed" maw={620} style={{ textWrap: 'pretty' }}>
            {lead}
          </Text>
        ) : null}
      </div>
      {children}
    </Stack>
  );
}
