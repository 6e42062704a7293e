import { Badge, Button, Group, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { isRefusal } from '../../shared/api/problem.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { auth } from '../../shared/session/auth.ts';
import { meQuery, useMe } from '../../shared/session/me.ts';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { ProblemView } from '../../shared/ui/problem-view.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { texts } from './texts.ts';
import { TotpSetup } from './totp-setup.tsx';

/** Whether signing in takes a code from an app, and how to change that. */
export function TwoStepCard() {
  const { t } = useTexts(texts);
  const on = useMe().user?.twoFactor ?? false;
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [password, setPassword] = useState('');
  const refresh = () => queries.invalidateQueries({ queryKey: meQuery.queryKey });
  const change = useMutation({
    meta: { ownSignIn: true },
    mutationFn: async () => {
      if (!on) return auth.enableTotp(password);
      await auth.disableTotp(password);
      return null;
    },
    onSuccess: async (secret) => {
      setPassword('');
      if (secret) return;
      setAsking(false);
      await refresh();
    },
  });
  const wrong = isRefusal(change.error, 'unauthenticated');

  function close() {
    setAsking(false);
    setPassword('');
    change.reset();
    void refresh();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    change.mutate();
  }

  return (
    <Surface>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2}>{t('twoStep')}</Title>
          {on ? <Badge>✓</Badge> : null}
        </Group>
        <Text size="sm">{on ? t('twoStepOn') : t('twoStepOff')}</Text>
        <Group>
          <Button variant={on ? 'default' : 'filled'} onClick={() => setAsking(true)}>
            {on ? t('turnOff') : t('turnOn')}
          </Button>
        </Group>
      </Stack>
      <Dialog opened={asking} onClose={close} title={on ? t('turnOff') : t('turnOn')}>
        {change.data ? (
          <TotpSetup {...change.data} onDone={close} />
        ) : (
          <form onSubmit={submit}>
            <Stack>
              <PasswordInput
                label={t('confirmPassword')}
                autoComplete="current-password"
                required
                data-autofocus
                value={password}
                error={wrong ? t('wrongPassword') : undefined}
                onChange={(event) => setPassword(event.currentTarget.value)}
              />
              {wrong ? null : <ProblemView error={change.error} />}
              <Button type="submit" loading={change.isPending}>
                {t('continue')}
              </Button>
            </Stack>
          </form>
        )}
      </Dialog>
    </Surface>
  );
}
