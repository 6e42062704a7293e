import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { defineTexts, useTexts } from '../../i18n/texts.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import classes from './draft-bar.module.css';
import { useDraft } from './use-draft.ts';

const PublishDialog = lazy(() =>
  import('./publish-dialog.tsx').then((module) => ({ default: module.PublishDialog })),
);

const texts = defineTexts(
  'draft-bar',
  {
    saved: 'Đã lưu nháp',
    waiting: 'Đang sửa…',
    saving: 'Đang lưu…',
    failed: 'Chưa lưu được nháp',
    unpublished: 'Bản nháp có thay đổi chưa xuất bản.',
    publish: 'Xem và xuất bản',
    discard: 'Bỏ nháp',
    discardTitle: 'Bỏ bản nháp?',
    discardText: 'Mọi thay đổi chưa xuất bản sẽ mất. Bản {{version}} đang chạy giữ nguyên.',
  },
  {
    saved: 'Draft saved',
    waiting: 'Editing…',
    saving: 'Saving…',
    failed: 'The draft could not be saved',
    unpublished: 'The draft has changes that are not published.',
    publish: 'Review and publish',
    discard: 'Discard draft',
    discardTitle: 'Discard the draft?',
    discardText: 'All changes not yet published will be lost. Version {{version}} stays live.',
  },
);

/** At the foot of an editor while the draft differs from what is published. */
export function DraftBar() {
  const { t } = useTexts(texts);
  const { changed, saveState, mayWrite, publishedVersion, discard } = useDraft();
  const [publishing, publishDialog] = useDisclosure();
  const [discarding, discardDialog] = useDisclosure();
  const drop = useMutation({ mutationFn: discard, onSuccess: discardDialog.close });
  if (!changed || !mayWrite) return null;
  return (
    <div className={classes.bar}>
      <Group justify="space-between" gap="sm">
        <div>
          <Text size="sm" fw={500}>
            {t('unpublished')}
          </Text>
          <Text
            size="xs"
            c={saveState === 'failed' ? 'var(--quen-bad)' : 'dimmed'}
            role={saveState === 'failed' ? 'alert' : 'status'}
          >
            {t(saveState)}
          </Text>
        </div>
        <Group gap="xs">
          <Button variant="default" onClick={discardDialog.open}>
            {t('discard')}
          </Button>
          <Button onClick={publishDialog.open}>{t('publish')}</Button>
        </Group>
      </Group>
      {publishing ? (
        <Suspense>
          <PublishDialog onClose={publishDialog.close} />
        </Suspense>
      ) : null}
      <ConfirmDialog
        opened={discarding}
        onClose={discardDialog.close}
        title={t('discardTitle')}
        confirm={t('discard')}
        danger
        pending={drop.isPending}
        error={drop.error}
        onConfirm={() => drop.mutate()}
      >
        {t('discardText', { version: publishedVersion })}
      </ConfirmDialog>
    </div>
  );
}
