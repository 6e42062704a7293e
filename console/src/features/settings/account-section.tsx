import { Stack } from '@mantine/core';
import { PasswordCard } from './password-card.tsx';
import { TwoStepCard } from './two-step-card.tsx';

export function AccountSection() {
  return (
    <Stack maw={560}>
      <TwoStepCard />
      <PasswordCard />
    </Stack>
  );
}
