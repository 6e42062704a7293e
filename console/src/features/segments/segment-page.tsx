import { Button, Tabs } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useMay } from '../../shared/session/me.ts';
import { BackLink } from '../../shared/ui/back-link.tsx';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { SegmentEditor } from './segment-editor.tsx';
import { SegmentMembers } from './segment-members.tsx';
import { type Segment, segmentQuery } from './segment-queries.ts';
import { texts } from './texts.ts';
import { useDeleteSegment } from './use-delete-segment.ts';

export function SegmentPage() {
  const { t } = useTexts(texts);
  const { id } = useParams({ from: '/signed-in/shell/segments/$id' });
  const query = useQuery(segmentQuery(id));
  const mayWrite = useMay('segments.write');
  const { language } = useTexts(texts);
  return (
    <Page
      title={query.data?.name ?? t('title')}
      lead={query.data?.sentence[language]}
      back={<BackLink to="/segments">{t('backToList')}</BackLink>}
      actions={query.data && mayWrite ? <DeleteButton segment={query.data} /> : null}
      width={1280}
    >
      <Loaded query={query}>
        {(segment) => (
          <Tabs defaultValue="members" keepMounted={false}>
            <Tabs.List mb="lg">
              <Tabs.Tab value="members">{t('members')}</Tabs.Tab>
              {mayWrite ? <Tabs.Tab value="condition">{t('condition')}</Tabs.Tab> : null}
            </Tabs.List>
            <Tabs.Panel value="members">
              <SegmentMembers segment={segment} />
            </Tabs.Panel>
            <Tabs.Panel value="condition">
              <SegmentEditor
                key={segment.updatedAt}
                segment={segment}
                onSaved={({ name }) => notifications.show({ message: t('saved', { name }) })}
              />
            </Tabs.Panel>
          </Tabs>
        )}
      </Loaded>
    </Page>
  );
}

function DeleteButton({ segment }: { segment: Segment }) {
  const { t } = useTexts(texts);
  const words = useTexts(common);
  const [asked, { open, close }] = useDisclosure();
  const navigate = useNavigate();
  const remove = useDeleteSegment(segment.id);
  return (
    <>
      <Button variant="default" leftSection={<IconTrash size={17} />} onClick={open}>
        {words.t('delete')}
      </Button>
      <ConfirmDialog
        opened={asked}
        onClose={close}
        title={t('deleteTitle', { name: segment.name })}
        confirm={words.t('delete')}
        danger
        pending={remove.isPending}
        error={remove.error}
        onConfirm={() =>
          remove.mutate(undefined, {
            onSuccess: () => {
              notifications.show({ message: t('deleted', { name: segment.name }) });
              void navigate({ to: '/segments' });
            },
          })
        }
      >
        {t('deleteText')}
      </ConfirmDialog>
    </>
  );
}
