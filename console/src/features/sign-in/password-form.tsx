import { Alert, Button, PasswordInput, Stack, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { isRefusal, problemText } from '../../shared/api/problem.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { auth } from '../../shared/session/auth.ts';
import { texts } from './texts.ts';

export function PasswordForm({ onDone }: { onDone: (then: 'in' | 'code') => void }) {
  const { t, language } = useTexts(texts);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => auth.signIn(email.trim(), password),
    onSuccess: onDone,
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    signIn.mutate();
  }

  const wrong = isRefusal(signIn.error, 'unauthenticated')
    ? t('wrong')
    : signIn.error && problemText(signIn.error, language);
  return (
    <form onSubmit={submit}>
      <Stack>
        <Title order={2}>{t('title')}</Title>
        {wrong ? (
          <Alert color="brick" role="alert">
            {wrong}
          </Alert>
        ) : null}
        <TextInput
          label={t('email')}
          type="email"
          name="email"
          autoComplete="username"
          required
          autoFocus
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('password')}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={signIn.isPending} fullWidth>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  );
}
