import { Box, Skeleton, Stack } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useTexts } from '../shared/i18n/texts.ts';
import { EmptyState } from '../shared/ui/empty-state.tsx';
import { ButtonLink } from '../shared/ui/links.tsx';
import { ProblemView } from '../shared/ui/problem-view.tsx';
import { texts } from './texts.ts';

/** Shape of a page while its code or its first data are on the way. */
export function PagePending() {
  return (
    <Box maw={1160} mx="auto" p="xl" aria-busy>
      <Stack gap="lg">
        <Skeleton h={30} w={260} />
        <Skeleton h={140} radius="lg" />
        <Skeleton h={280} radius="lg" />
      </Stack>
    </Box>
  );
}

export function PageProblem({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <Box maw={560} mx="auto" p="xl" pt={80}>
      <ProblemView
        error={error}
        onRetry={() => {
          reset();
          void router.invalidate();
        }}
      />
    </Box>
  );
}

export function NoSuchPage() {
  const { t } = useTexts(texts);
  return (
    <EmptyState
      icon={IconMapQuestion}
      title={t('notFound')}
      text={t('notFoundText')}
      action={<ButtonLink to="/">{t('goHome')}</ButtonLink>}
    />
  );
}
