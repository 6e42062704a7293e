import { useParams } from '@tanstack/react-router';
import { DraftProvider } from '../../shared/programme/draft/draft-provider.tsx';
import { JourneyView } from './journey-view.tsx';

/** One journey: what it brought, how it runs, what it writes, who is in it. */
export function JourneyPage() {
  const { key } = useParams({ from: '/signed-in/shell/journeys/$key' });
  return (
    <DraftProvider>
      <JourneyView key={key} journeyKey={key} />
    </DraftProvider>
  );
}
