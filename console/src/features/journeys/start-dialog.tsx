import { List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { programmeQuery } from '../../shared/programme/programme-query.ts';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { type JourneyReport, journeyPreviewQuery } from './journey-queries.ts';
import { texts } from './texts.ts';

interface Props {
  report: JourneyReport;
  onClose: () => void;
  onConfirm: () => void;
  pending: boolean;
  error: unknown;
}

/** Who would enter, who is left alone, who cannot be reached, how many letters: then the button. */
export function StartDialog({ report, onClose, onConfirm, pending, error }: Props) {
  const { t, language } = useTexts(texts);
  const words = useTexts(common);
  const preview = useQuery(journeyPreviewQuery(report.key));
  const guard = useQuery(programmeQuery).data?.document.guard;
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t('startTitle', { name: report.name[language] })}
      confirm={t('start')}
      onConfirm={onConfirm}
      pending={pending}
      error={error}
      disabled={!preview.data}
    >
      <Loaded query={preview}>
        {(found) => (
          <Stack gap="sm">
            <Text fw={600} size="lg">
              {found.entering === 0
                ? t('nobodyEnters')
                : t('willEnter', { people: words.t('people', { count: found.entering }) })}
            </Text>
            <List spacing={4} className="num">
              {found.holdout > 0 ? (
                <List.Item>{t('willHold', { count: found.holdout })}</List.Item>
              ) : null}
              <List.Item>{t('willReach', { count: found.reachable })}</List.Item>
              {found.skipped.map(({ reason, why, count }) => (
                <List.Item key={reason}>{t('willSkip', { count, why: why[language] })}</List.Item>
              ))}
              {found.messages > 0 ? (
                <List.Item>{t('willSend', { count: found.messages })}</List.Item>
              ) : null}
              {guard && guard.quietFromHour !== guard.quietToHour ? (
                <List.Item>
                  {t('willQuiet', { from: guard.quietFromHour, to: guard.quietToHour })}
                </List.Item>
              ) : null}
            </List>
            <Text size="sm" c="dimmed">
              {t('willFollow')}
            </Text>
          </Stack>
        )}
      </Loaded>
    </ConfirmDialog>
  );
}
