import { Alert, Anchor, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { isRefusal, problemText } from '../../shared/api/problem.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { auth } from '../../shared/session/auth.ts';
import { texts } from './texts.ts';

interface Props {
  onDone: () => void;
  onBack: () => void;
}

/** Second step: a code of the authenticator app, or one of the backup codes. */
export function CodeForm({ onDone, onBack }: Props) {
  const { t, language } = useTexts(texts);
  const [kind, setKind] = useState<'app' | 'backup'>('app');
  const [code, setCode] = useState('');
  const verify = useMutation({
    mutationFn: () =>
      kind === 'app'
        ? auth.verifyTotp(code.replace(/\s/g, ''))
        : auth.verifyBackupCode(code.trim()),
    onSuccess: onDone,
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    verify.mutate();
  }

  function change(to: 'app' | 'backup') {
    setKind(to);
    setCode('');
    verify.reset();
  }

  const wrong = isRefusal(verify.error, 'unauthenticated')
    ? t('wrongCode')
    : verify.error && problemText(verify.error, language);
  return (
    <form onSubmit={submit}>
      <Stack>
        <Title order={2}>{t('codeTitle')}</Title>
        <Text size="sm" c="dimmed">
          {kind === 'app' ? t('codeLead') : t('backupLead')}
        </Text>
        {wrong ? (
          <Alert color="brick" role="alert">
            {wrong}
          </Alert>
        ) : null}
        <TextInput
          key={kind}
          label={kind === 'app' ? t('code') : t('backupCode')}
          autoComplete="one-time-code"
          inputMode={kind === 'app' ? 'numeric' : 'text'}
          required
          autoFocus
          withAsterisk={false}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" loading={verify.isPending} fullWidth>
          {t('verify')}
        </Button>
        <Group justify="space-between">
          <Anchor component="button" type="button" size="sm" onClick={onBack}>
            {t('other')}
          </Anchor>
          <Anchor
            component="button"
            type="button"
            size="sm"
            onClick={() => change(kind === 'app' ? 'backup' : 'app')}
          >
            {kind === 'app' ? t('backup') : t('useApp')}
          </Anchor>
        </Group>
      </Stack>
    </form>
  );
}
