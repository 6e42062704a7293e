import { Button, Center, Code, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { isRefusal } from '../../shared/api/problem.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { auth } from '../../shared/session/auth.ts';
import { ProblemView } from '../../shared/ui/problem-view.tsx';
import { QrCode } from '../../shared/ui/qr-code.tsx';
import { texts } from './texts.ts';

interface Props {
  totpURI: string;
  backupCodes: string[];
  onDone: () => void;
}

/** Scan, prove that it works, keep the backup codes. */
export function TotpSetup({ totpURI, backupCodes, onDone }: Props) {
  const { t } = useTexts(texts);
  const [code, setCode] = useState('');
  const verify = useMutation({
    mutationFn: () => auth.verifyTotp(code.replace(/\s/g, '')),
    meta: { ownSignIn: true },
  });
  const wrong = isRefusal(verify.error, 'unauthenticated');

  function submit(event: FormEvent) {
    event.preventDefault();
    verify.mutate();
  }

  if (verify.isSuccess) {
    return (
      <Stack>
        <Text fw={600}>{t('backupCodes')}</Text>
        <Text size="sm">{t('backupText')}</Text>
        <SimpleGrid cols={2} spacing="xs">
          {backupCodes.map((backup) => (
            <Code key={backup} fz="sm">
              {backup}
            </Code>
          ))}
        </SimpleGrid>
        <Button onClick={onDone}>{t('kept')}</Button>
      </Stack>
    );
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{t('scan')}</Text>
        <Center>
          <QrCode value={totpURI} size={200} label={t('twoStep')} />
        </Center>
        <Text size="xs" c="dimmed">
          {t('orType')} <Code>{new URL(totpURI).searchParams.get('secret')}</Code>
        </Text>
        <TextInput
          label={t('code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          data-autofocus
          value={code}
          error={wrong ? t('wrongCode') : undefined}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        {wrong ? null : <ProblemView error={verify.error} />}
        <Button type="submit" loading={verify.isPending}>
          {t('finish')}
        </Button>
      </Stack>
    </form>
  );
}
