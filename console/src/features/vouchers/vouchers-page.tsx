import { Page } from '../../shared/ui/page.tsx';

export function VouchersPage() {
  return <Page title="VouchersPage">{null}</Page>;
}
