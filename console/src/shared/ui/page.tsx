import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  /** One sentence that says what is to be seen here now. */
  lead?: ReactNode;
  /** Above the title: where one came from. */
  back?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** Pages of reading are narrower than pages of tables. */
  width?: number;
}

/** The frame of every page: title, what it says, what can be done. */
export function Page({ title, lead, back, actions, children, width = 1160 }: Props) {
  useDocumentTitle(`${title} · Quen`);
  return (
    <Box maw={width} mx="auto" px={{ base: 'md', sm: 'xl' }} pt={{ base: 'md', sm: 'xl' }} pb={80}>
      {back}
      <Group justify="space-between" align="flex-end" mb="lg" gap="md">
        <Stack gap={4} style={{ flex: '1 1 280px', minWidth: 0 }}>
          <Title order={1} style={{ overflowWrap: 'anywhere' }}>
            {title}
          </Title>
          {lead ? (
            <Text c="dimmed" maw={680} style={{ textWrap: 'pretty' }}>
              {lead}
            </Text>
          ) : null}
        </Stack>
        {actions ? <Group gap="sm">{actions}</Group> : null}
      </Group>
      {children}
    </Box>
  );
}
