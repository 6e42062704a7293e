import { AppShell, Text } from '@mantine/core';
import type { Permission } from '@quen/contracts/permissions.ts';
import {
  IconChartHistogram,
  IconDeviceTablet,
  IconFileImport,
  IconFilterHeart,
  IconGift,
  IconGridDots,
  IconRoute,
  IconSettings,
  IconSunHigh,
  IconTicket,
  IconUsers,
} from '@tabler/icons-react';
import { useTexts } from '../shared/i18n/texts.ts';
import { useBusiness } from '../shared/session/me.ts';
import { NavigationLink } from '../shared/ui/links.tsx';
import classes from './navigation.module.css';
import { texts } from './texts.ts';

const groups = [
  {
    title: undefined,
    items: [{ to: '/', text: 'home', icon: IconSunHigh, needs: 'reports.read' }],
  },
  {
    title: 'groupPeople',
    items: [
      { to: '/customers', text: 'customers', icon: IconUsers, needs: 'customers.read' },
      { to: '/rfm', text: 'rfm', icon: IconGridDots, needs: 'reports.read' },
      { to: '/segments', text: 'segments', icon: IconFilterHeart, needs: 'segments.read' },
    ],
  },
  {
    title: 'groupCare',
    items: [
      { to: '/programme', text: 'programme', icon: IconGift, needs: 'programme.read' },
      { to: '/journeys', text: 'journeys', icon: IconRoute, needs: 'journeys.read' },
      { to: '/vouchers', text: 'vouchers', icon: IconTicket, needs: 'vouchers.read' },
    ],
  },
  {
    title: 'groupBooks',
    items: [
      { to: '/reports', text: 'reports', icon: IconChartHistogram, needs: 'reports.read' },
      { to: '/imports', text: 'imports', icon: IconFileImport, needs: 'imports.write' },
      { to: '/counter', text: 'counter', icon: IconDeviceTablet, needs: 'orders.write' },
      { to: '/settings', text: 'settings', icon: IconSettings, needs: undefined },
    ],
  },
] as const;

/** The main menu: only what the person's role may open. */
export function Navigation() {
  const { t } = useTexts(texts);
  const { permissions } = useBusiness();
  const open = (needs: Permission | undefined) => !needs || permissions.includes(needs);
  return (
    <AppShell.Section grow px="xs" className={classes.scroll}>
      {groups.map((group) => {
        const items = group.items.filter((item) => open(item.needs));
        if (items.length === 0) return null;
        return (
          <div key={group.title ?? 'home'} className={classes.group}>
            {group.title ? (
              <Text size="xs" c="dimmed" fw={500} px="sm" mb={2}>
                {t(group.title)}
              </Text>
            ) : null}
            {items.map(({ to, text, icon: Mark }) => (
              <NavigationLink
                key={to}
                to={to}
                activeOptions={{ exact: to === '/' }}
                label={t(text)}
                leftSection={<Mark size={19} stroke={1.6} aria-hidden />}
                classNames={{ root: classes.item }}
                activeProps={{ 'aria-current': 'page' }}
              />
            ))}
          </div>
        );
      })}
    </AppShell.Section>
  );
}
