import { Page } from '../../shared/ui/page.tsx';

export function JourneyPage() {
  return <Page title="JourneyPage">{null}</Page>;
}
