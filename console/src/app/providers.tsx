import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense } from 'react';
import { queryClient } from '../shared/api/query-client.ts';
import { cssVariables, theme } from './theme.ts';

// Nothing to tell at first sight: the toasts may arrive after the page.
const Notices = lazy(() => import('./notices.tsx').then((m) => ({ default: m.Notices })));

const colorScheme = localStorageColorSchemeManager({ key: 'quen.look' });

export function Providers({ children }: { children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorScheme}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queryClient}>
        {children}
        <Suspense>
          <Notices />
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>
  );
}
