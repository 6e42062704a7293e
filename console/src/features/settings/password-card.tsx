import { Button, Group, PasswordInput, Stack, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { isRefusal } from '../../shared/api/problem.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { auth } from '../../shared/session/auth.ts';
import { ProblemView } from '../../shared/ui/problem-view.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { texts } from './texts.ts';

export function PasswordCard() {
  const { t } = useTexts(texts);
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    meta: { ownSignIn: true },
    mutationFn: () => auth.changePassword(current, next),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      notifications.show({ message: t('passwordChanged') });
    },
  });
  const wrong = isRefusal(change.error, 'unauthenticated');

  function submit(event: FormEvent) {
    event.preventDefault();
    change.mutate();
  }

  return (
    <Surface>
      <form onSubmit={submit}>
        <Stack>
          <Title order={2}>{t('password')}</Title>
          <PasswordInput
            label={t('currentPassword')}
            autoComplete="current-password"
            required
            value={current}
            error={wrong ? t('wrongPassword') : undefined}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('newPassword')}
            description={t('passwordHint')}
            autoComplete="new-password"
            required
            minLength={10}
            value={next}
            onChange={(event) => setNext(event.currentTarget.value)}
          />
          {wrong ? null : <ProblemView error={change.error} />}
          <Group>
            <Button type="submit" variant="default" loading={change.isPending}>
              {t('changePassword')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Surface>
  );
}
