import type { Permission } from '@quen/contracts/permissions.ts';
import { useParams } from '@tanstack/react-router';
import { type ComponentType, lazy, Suspense } from 'react';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useBusiness } from '../../shared/session/me.ts';
import { Lines } from '../../shared/ui/loaded.tsx';
import { NotThere } from '../../shared/ui/not-there.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { SideNav } from '../../shared/ui/side-nav.tsx';
import { texts } from './texts.ts';

const sections = {
  business: {
    needs: 'settings.write',
    page: lazy(() =>
      import('./business-section.tsx').then((m) => ({ default: m.BusinessSection })),
    ),
  },
  stores: {
    needs: 'settings.write',
    page: lazy(() => import('./stores-section.tsx').then((m) => ({ default: m.StoresSection }))),
  },
  staff: {
    needs: 'staff.manage',
    page: lazy(() => import('./staff-section.tsx').then((m) => ({ default: m.StaffSection }))),
  },
  keys: {
    needs: 'keys.manage',
    page: lazy(() => import('./keys-section.tsx').then((m) => ({ default: m.KeysSection }))),
  },
  audit: {
    needs: 'audit.read',
    page: lazy(() => import('./audit-section.tsx').then((m) => ({ default: m.AuditSection }))),
  },
  account: {
    needs: null,
    page: lazy(() => import('./account-section.tsx').then((m) => ({ default: m.AccountSection }))),
  },
} as const satisfies Record<string, { needs: Permission | null; page: ComponentType }>;

type SectionKey = keyof typeof sections;
const keys = Object.keys(sections) as SectionKey[];

export function SettingsPage() {
  const { t } = useTexts(texts);
  const { section } = useParams({ from: '/signed-in/shell/settings/$section' });
  const { permissions } = useBusiness();
  const open = keys.filter((key) => {
    const { needs } = sections[key];
    return needs === null || permissions.includes(needs);
  });
  const current = open.find((key) => key === section);
  const Current = current ? sections[current].page : NotThere;
  return (
    <Page title={t('title')}>
      <SideNav
        label={t('sections')}
        current={current}
        items={open.map((key) => ({
          key,
          label: t(key),
          to: '/settings/$section',
          params: { section: key },
        }))}
      >
        <Suspense fallback={<Lines />}>
          <Current />
        </Suspense>
      </SideNav>
    </Page>
  );
}
