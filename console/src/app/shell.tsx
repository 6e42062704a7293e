import { AppShell, Box, Burger, Group, Text } from '@mantine/core';
import { useDisclosure, useHotkeys, useMediaQuery } from '@mantine/hooks';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTexts } from '../shared/i18n/texts.ts';
import { useBusiness } from '../shared/session/me.ts';
import { AccountMenu } from './account-menu.tsx';
import { Navigation } from './navigation.tsx';
import { texts } from './texts.ts';

/** The frame around every page of the console. */
export function Shell() {
  const [opened, { open, close }] = useDisclosure();
  const { t } = useTexts(texts);
  const business = useBusiness();
  const path = useRouterState({ select: (state) => state.location.pathname });
  // The menu stands beside the page, or slides over it: then only one of the two takes the keys.
  const wide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const over = opened && !wide;
  const closer = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the menu
  useEffect(close, [path]);
  useEffect(() => {
    if (over) closer.current?.focus();
  }, [over]);
  useHotkeys([['Escape', close]]);
  return (
    <>
      <a href="#content" className="skip-link">
        {t('skip')}
      </a>
      <AppShell
        layout="alt"
        header={{ height: { base: 56, md: 0 } }}
        navbar={{ width: 248, breakpoint: 'md', collapsed: { mobile: !opened } }}
      >
        <AppShell.Header hiddenFrom="md" bg="var(--quen-surface)" inert={over}>
          <Group h="100%" px="md" wrap="nowrap" gap="sm">
            <Burger
              opened={false}
              onClick={open}
              size="sm"
              aria-label={t('menu')}
              aria-expanded={opened}
            />
            <Text fw={600} truncate>
              {business.name}
            </Text>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar bg="var(--quen-sunken)" aria-label={t('nav')} inert={!wide && !opened}>
          <Group px="md" pt="md" pb="xs" wrap="nowrap" gap="sm">
            <Burger
              ref={closer}
              hiddenFrom="md"
              opened
              onClick={close}
              size="sm"
              aria-label={t('closeMenu')}
            />
            <img src="/favicon.svg" alt="" width={30} height={30} />
            <Box style={{ minWidth: 0 }}>
              <Text fw={600} lh={1.25} lineClamp={2}>
                {business.name}
              </Text>
            </Box>
          </Group>
          <Navigation />
          <AccountMenu />
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1} inert={over}>
          <Outlet />
        </AppShell.Main>
      </AppShell>
    </>
  );
}
