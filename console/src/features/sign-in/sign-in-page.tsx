import { Box, Center, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { type Language, setLanguage } from '../../shared/i18n/i18n.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { Surface } from '../../shared/ui/surface.tsx';
import { CodeForm } from './code-form.tsx';
import { PasswordForm } from './password-form.tsx';
import { texts } from './texts.ts';

export function SignInPage() {
  const { t, language } = useTexts(texts);
  const [step, setStep] = useState<'password' | 'code'>('password');
  const { next } = useSearch({ from: '/sign-in' });
  const router = useRouter();
  const queries = useQueryClient();

  async function enter() {
    queries.clear();
    await router.navigate({ href: next ?? '/', replace: true });
  }

  return (
    <Center component="main" mih="100vh" p="md">
      <Stack w="100%" maw={400} gap="lg">
        <Stack gap="xs" align="center">
          <img src="/favicon.svg" alt="" width={52} height={52} />
          <Title order={1}>Quen</Title>
          <Text c="dimmed">{t('lead')}</Text>
        </Stack>
        <Surface>
          {step === 'password' ? (
            <PasswordForm onDone={(then) => (then === 'in' ? enter() : setStep('code'))} />
          ) : (
            <CodeForm onDone={enter} onBack={() => setStep('password')} />
          )}
        </Surface>
        <Box mx="auto">
          <SegmentedControl
            size="xs"
            value={language}
            onChange={(value) => setLanguage(value as Language)}
            data={[
              { value: 'vi', label: 'Tiếng Việt' },
              { value: 'en', label: 'English' },
            ]}
          />
        </Box>
      </Stack>
    </Center>
  );
}
