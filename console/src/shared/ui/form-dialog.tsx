import { Button, Group, type ModalProps, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { common } from '../i18n/common.ts';
import { useTexts } from '../i18n/texts.ts';
import { Dialog } from './dialog.tsx';
import { ProblemView } from './problem-view.tsx';

interface Props extends Pick<ModalProps, 'size'> {
  title: string;
  /** What sending it is called; default: save. */
  action?: string;
  sending: { error: unknown; isPending: boolean };
  /** Something is missing that sending needs. */
  incomplete?: boolean;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  onClose: () => void;
  children: ReactNode;
}

/** A modal with a form: its fields, what was wrong with them, and the ways out. */
export function FormDialog({
  action,
  sending,
  incomplete = false,
  onSubmit,
  children,
  ...modal
}: Props) {
  const { t } = useTexts(common);
  return (
    <Dialog opened {...modal}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit(event);
        }}
      >
        <Stack>
          {children}
          <ProblemView error={sending.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={modal.onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={sending.isPending} disabled={incomplete}>
              {action ?? t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
