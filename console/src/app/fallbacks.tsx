import { Alert, Box, Button, Skeleton, Stack, Text } from '@mantine/core';
import { QuenError } from '@quen/client';
import { IconAlertCircle } from '@tabler/icons-react';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { common } from '../shared/i18n/common.ts';
import { useTexts } from '../shared/i18n/texts.ts';
import { ButtonLink } from '../shared/ui/links.tsx';
import { Page } from '../shared/ui/page.tsx';
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

/** What the server refused, or a fault of the page itself. */
export function PageProblem({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <Box maw={560} mx="auto" p="xl" pt={80}>
      {error instanceof QuenError ? (
        <ProblemView
          error={error}
          onRetry={() => {
            reset();
            void router.invalidate();
          }}
        />
      ) : (
        <Broken />
      )}
    </Box>
  );
}

function Broken() {
  const { t } = useTexts(texts);
  return (
    <Alert role="alert" color="brick" icon={<IconAlertCircle aria-hidden />} title={t('broken')}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t('brokenText')}</Text>
        <Button size="xs" variant="default" onClick={() => window.location.reload()}>
          {t('reload')}
        </Button>
      </Stack>
    </Alert>
  );
}

export function NoSuchPage() {
  const { t } = useTexts(common);
  return (
    <Page title={t('notFound')} lead={t('notFoundText')}>
      <ButtonLink to="/">{t('goHome')}</ButtonLink>
    </Page>
  );
}
