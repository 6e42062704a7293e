import { Page } from '../../shared/ui/page.tsx';

export function HomePage() {
  return <Page title="HomePage">{null}</Page>;
}
