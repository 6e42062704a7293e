import { Page } from '../../shared/ui/page.tsx';

export function NewSegmentPage() {
  return <Page title="NewSegmentPage">{null}</Page>;
}
