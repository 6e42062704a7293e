import { Page } from '../../shared/ui/page.tsx';

export function JourneysPage() {
  return <Page title="JourneysPage">{null}</Page>;
}
