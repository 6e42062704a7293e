import { Badge } from '@mantine/core';
import { useTexts } from '../../shared/i18n/texts.ts';
import type { JourneyItem } from './journey-queries.ts';
import { texts } from './texts.ts';

const colours = { ready: 'gray', running: 'pine', paused: 'amber', stopped: 'gray' } as const;

export function StatusBadge({ status }: { status: JourneyItem['status'] }) {
  const { t } = useTexts(texts);
  return (
    <Badge size="lg" color={colours[status]} variant={status === 'running' ? 'filled' : 'light'}>
      {t(`status_${status}`)}
    </Badge>
  );
}
