import { Alert } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useTexts } from '../../shared/i18n/texts.ts';
import { DraftBar } from '../../shared/programme/draft/draft-bar.tsx';
import { DraftProvider } from '../../shared/programme/draft/draft-provider.tsx';
import { useDraft } from '../../shared/programme/draft/use-draft.ts';
import { Page } from '../../shared/ui/page.tsx';
import { ProblemView } from '../../shared/ui/problem-view.tsx';
import { SideNav } from '../../shared/ui/side-nav.tsx';
import { EarningSection } from './earning-section.tsx';
import { GroupsSection } from './groups-section.tsx';
import { GuardSection } from './guard-section.tsx';
import { HistorySection } from './history-section.tsx';
import { OverviewSection } from './overview-section.tsx';
import { type SectionKey, sectionKeys } from './programme-search.ts';
import { RedemptionSection } from './redemption-section.tsx';
import { texts } from './texts.ts';
import { TiersSection } from './tiers-section.tsx';
import { VouchersSection } from './vouchers-section.tsx';
import { WalletsSection } from './wallets-section.tsx';

const sections: Record<SectionKey, () => React.ReactNode> = {
  overview: OverviewSection,
  earning: EarningSection,
  wallets: WalletsSection,
  tiers: TiersSection,
  redemption: RedemptionSection,
  vouchers: VouchersSection,
  guard: GuardSection,
  groups: GroupsSection,
  history: HistorySection,
};

export function ProgrammePage() {
  const { t } = useTexts(texts);
  return (
    <Page title={t('title')} lead={t('lead')}>
      <DraftProvider>
        <Editor />
      </DraftProvider>
    </Page>
  );
}

function Editor() {
  const { t } = useTexts(texts);
  const { section = 'earning' } = useSearch({ from: '/signed-in/shell/programme' });
  const { publishedVersion, mayWrite, error } = useDraft();
  const Current = sections[section];
  return (
    <SideNav
      label={t('sections')}
      note={t('running', { version: publishedVersion })}
      current={section}
      items={sectionKeys.map((key) => ({
        key,
        label: t(key),
        to: '/programme',
        search: { section: key },
      }))}
    >
      {mayWrite ? null : <Alert mb="md">{t('readOnly')}</Alert>}
      <ProblemView error={error} />
      <Current />
      <DraftBar />
    </SideNav>
  );
}
