import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import type { Template } from '@quen/contracts/programme.ts';
import { IconSend } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../shared/api/api.ts';
import type { Language } from '../../shared/i18n/i18n.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useMay, useMe } from '../../shared/session/me.ts';
import { Lines } from '../../shared/ui/loaded.tsx';
import { ProblemView } from '../../shared/ui/problem-view.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { CustomerPicker } from './customer-picker.tsx';
import classes from './letter-editor.module.css';
import { texts } from './texts.ts';

interface Props {
  template: Template;
  version: Language;
  voucher: string | null;
}

/** The letter as a given customer would get it, rendered by the server that sends it. */
export function LetterPreview({ template, version, voucher }: Props) {
  const { t } = useTexts(texts);
  const { user } = useMe();
  const mayTest = useMay('journeys.write');
  const [customerId, setCustomerId] = useState<string | null>(null);
  const { subject, body } = template;
  const [settled] = useDebouncedValue({ subject, body }, 500);
  const asked = {
    template: settled,
    locale: version,
    ...(customerId ? { customerId } : {}),
    ...(voucher ? { voucher } : {}),
  };
  const query = useQuery({
    queryKey: ['templates', 'preview', asked],
    queryFn: ({ signal }) => api.post('/v1/templates/preview', { body: asked, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const test = useMutation({
    mutationFn: (to: string) => api.post('/v1/templates/test-send', { body: { ...asked, to } }),
    onSuccess: ({ to }) => notifications.show({ message: t('testSent', { to }) }),
  });
  return (
    <Surface>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2}>{t('preview')}</Title>
          {mayTest && user ? (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconSend size={16} />}
              loading={test.isPending}
              onClick={() => test.mutate(user.email)}
            >
              {t('test')}
            </Button>
          ) : null}
        </Group>
        <CustomerPicker value={customerId} onChange={setCustomerId} />
        <ProblemView error={test.error} />
        {query.error ? <ProblemView error={query.error} /> : null}
        {query.data ? (
          <div className={query.isPlaceholderData ? classes.stale : undefined}>
            <Text size="sm" fw={500} mb="xs" style={{ overflowWrap: 'anywhere' }}>
              {t('previewSubject', { subject: query.data.subject })}
            </Text>
            {query.data.warnings.length > 0 ? (
              <Alert color="amber" title={t('warnings')} mb="xs">
                {query.data.warnings.map((warning) => (
                  <Text key={warning} size="sm">
                    {warning}
                  </Text>
                ))}
              </Alert>
            ) : null}
            {/* Staff wrote this HTML: without scripts and without our origin it can do nothing. */}
            <iframe
              className={classes.frame}
              sandbox=""
              srcDoc={query.data.html}
              title={t('previewFrame')}
            />
          </div>
        ) : query.error ? null : (
          <Lines count={6} />
        )}
      </Stack>
    </Surface>
  );
}
