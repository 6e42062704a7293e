import { Page } from '../../shared/ui/page.tsx';

export function CounterPage() {
  return <Page title="CounterPage">{null}</Page>;
}
