import { Page } from '../../shared/ui/page.tsx';

export function RfmPage() {
  return <Page title="RfmPage">{null}</Page>;
}
