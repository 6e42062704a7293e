import { Page } from '../../shared/ui/page.tsx';

export function ReportsPage() {
  return <Page title="ReportsPage">{null}</Page>;
}
