import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { isRefusal, problemText } from '../api/problem.ts';
import { common } from '../i18n/common.ts';
import { useTexts } from '../i18n/texts.ts';

interface Props {
  error: unknown;
  title?: string;
  onRetry?: () => void;
}

/** What went wrong, in the words of the server and the language on screen. */
export function ProblemView({ error, title, onRetry }: Props) {
  const { t, language } = useTexts(common);
  if (!error) return null;
  const requestId = isRefusal(error, 'internal') ? error.requestId : undefined;
  return (
    <Alert
      role="alert"
      color="brick"
      icon={<IconAlertCircle aria-hidden />}
      title={title ?? t('problem')}
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{problemText(error, language)}</Text>
        {requestId ? (
          <Text size="xs" c="dimmed">
            {t('requestId', { id: requestId })}
          </Text>
        ) : null}
        {onRetry ? (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('retry')}
          </Button>
        ) : null}
      </Stack>
    </Alert>
  );
}
