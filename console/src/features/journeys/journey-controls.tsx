import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useMay } from '../../shared/session/me.ts';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import { type JourneyAction, type JourneyReport, useJourneyAction } from './journey-queries.ts';
import { StartDialog } from './start-dialog.tsx';
import { StatusBadge } from './status-badge.tsx';
import { texts } from './texts.ts';

const done = { start: 'started', pause: 'paused', resume: 'resumed', stop: 'stopped' } as const;

/** Start, pause, resume, stop: each says first what it will do. */
export function JourneyControls({ report }: { report: JourneyReport }) {
  const { t } = useTexts(texts);
  const mayControl = useMay('journeys.write');
  const [asked, setAsked] = useState<JourneyAction | null>(null);
  const act = useJourneyAction(report.key);

  function run(action: JourneyAction) {
    act.mutate(action, {
      onSuccess: () => {
        setAsked(null);
        notifications.show({ message: t(done[action]) });
      },
    });
  }

  function close() {
    setAsked(null);
    act.reset();
  }

  const { status } = report;
  return (
    <>
      <StatusBadge status={status} />
      {!mayControl ? null : (
        <>
          {(status === 'ready' || status === 'stopped') && report.inProgramme ? (
            <Button leftSection={<IconPlayerPlay size={18} />} onClick={() => setAsked('start')}>
              {t('start')}
            </Button>
          ) : null}
          {status === 'paused' ? (
            <Button
              leftSection={<IconPlayerPlay size={18} />}
              loading={act.isPending}
              onClick={() => run('resume')}
            >
              {t('resume')}
            </Button>
          ) : null}
          {status === 'running' ? (
            <Button
              variant="default"
              leftSection={<IconPlayerPause size={18} />}
              onClick={() => setAsked('pause')}
            >
              {t('pause')}
            </Button>
          ) : null}
          {status === 'running' || status === 'paused' ? (
            <Button
              variant="default"
              leftSection={<IconPlayerStop size={18} />}
              onClick={() => setAsked('stop')}
            >
              {t('stop')}
            </Button>
          ) : null}
        </>
      )}
      {asked === 'start' ? (
        <StartDialog
          report={report}
          onClose={close}
          pending={act.isPending}
          error={act.error}
          onConfirm={() => run('start')}
        />
      ) : null}
      <ConfirmDialog
        opened={asked === 'pause' || asked === 'stop'}
        onClose={close}
        title={t(asked === 'stop' ? 'stopTitle' : 'pauseTitle')}
        confirm={t(asked === 'stop' ? 'stop' : 'pause')}
        danger={asked === 'stop'}
        pending={act.isPending}
        error={act.error}
        onConfirm={() => asked && run(asked)}
      >
        {t(asked === 'stop' ? 'stopText' : 'pauseText')}
      </ConfirmDialog>
    </>
  );
}
