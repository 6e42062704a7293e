import { Page } from '../../shared/ui/page.tsx';

export function ImportsPage() {
  return <Page title="ImportsPage">{null}</Page>;
}
