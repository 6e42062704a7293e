import { Page } from '../../shared/ui/page.tsx';

export function ProgrammePage() {
  return <Page title="ProgrammePage">{null}</Page>;
}
