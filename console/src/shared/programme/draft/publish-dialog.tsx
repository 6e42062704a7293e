import { Stack, Text, Textarea, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isRefusal } from '../../api/problem.ts';
import { useTexts } from '../../i18n/texts.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { ChangeList } from './change-list.tsx';
import { ProblemList } from './problem-list.tsx';
import { publishPreviewQuery, usePublish } from './publish-queries.ts';
import { texts } from './texts.ts';
import { TierMoves } from './tier-moves.tsx';
import { useDraft } from './use-draft.ts';

/** Shows what publishing the draft will change and for how many, then publishes. */
export function PublishDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTexts(texts);
  const { document, published, publishedVersion, flush } = useDraft();
  const [note, setNote] = useState('');
  const preview = useQuery(publishPreviewQuery(document));
  const publish = usePublish();
  const [expected, setExpected] = useState(publishedVersion);

  async function confirm() {
    // A save still on its way would bring the draft back after it was published.
    await flush();
    publish.mutate(
      { document, expectedVersion: expected, note },
      {
        onSuccess: ({ version }) => {
          notifications.show({ message: t('published', { version }) });
          onClose();
        },
        onError: (error) => {
          // Somebody published meanwhile: show what differs from theirs, and ask again.
          if (!isRefusal(error, 'programme_version_conflict')) return;
          setExpected(Number(error.details.current));
          void preview.refetch();
        },
      },
    );
  }

  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t('title', { version: expected + 1 })}
      confirm={t('publish')}
      onConfirm={confirm}
      pending={publish.isPending}
      error={publish.error}
      disabled={!preview.data?.valid || preview.data.changes.length === 0}
      size="lg"
    >
      <Loaded query={preview}>
        {({ valid, problems, changes, tierMoves }) => (
          <Stack>
            {valid ? (
              <Text c="dimmed">{t('lead')}</Text>
            ) : (
              <ProblemList problems={problems} onLeave={onClose} />
            )}
            {valid ? (
              <>
                <Title order={3}>{t('changes', { version: expected })}</Title>
                <ChangeList changes={changes} before={published} after={document} />
                <Title order={3}>{t('consequences')}</Title>
                <TierMoves moves={tierMoves} before={published} after={document} />
                <Textarea
                  label={t('note')}
                  placeholder={t('notePlaceholder')}
                  maxLength={400}
                  autosize
                  value={note}
                  onChange={(event) => setNote(event.currentTarget.value)}
                />
              </>
            ) : null}
          </Stack>
        )}
      </Loaded>
    </ConfirmDialog>
  );
}
