import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { common } from '../i18n/common.ts';
import { useTexts } from '../i18n/texts.ts';
import { Dialog } from './dialog.tsx';
import { ProblemView } from './problem-view.tsx';

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What will happen. */
  children: ReactNode;
  confirm: string;
  onConfirm: () => void;
  /** The mutation behind the button. */
  pending: boolean;
  error: unknown;
  danger?: boolean;
  disabled?: boolean;
  size?: string;
}

/** Consequences before commitment: says what will happen, then asks. */
export function ConfirmDialog({
  opened,
  onClose,
  title,
  children,
  confirm,
  onConfirm,
  pending,
  error,
  danger = false,
  disabled = false,
  size = 'md',
}: Props) {
  const { t } = useTexts(common);
  return (
    <Dialog opened={opened} onClose={onClose} size={size} title={title}>
      <Stack>
        {typeof children === 'string' ? <Text>{children}</Text> : children}
        <ProblemView error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus={danger || undefined}>
            {t('cancel')}
          </Button>
          <Button
            color={danger ? 'brick' : undefined}
            loading={pending}
            disabled={disabled}
            onClick={onConfirm}
          >
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
